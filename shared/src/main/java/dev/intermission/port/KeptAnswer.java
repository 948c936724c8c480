package dev.intermission.port;

import dev.intermission.model.PauseId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first answer to a request with a key, kept to be given again.
///
/// @param fingerprint equal for equal requests
/// @param requestId of the request that it answered
/// @param status one that may be kept: a change that was made or was there, or a refusal that the
///   same request meets again
/// @param body the answer's text, to be given again byte for byte
/// @param timedPause the pause that the answer showed, if it ends by itself; else null
/// @param keptUntil whole seconds; from then on it counts as gone
public record KeptAnswer(
    IdempotencyKey key,
    String fingerprint,
    String requestId,
    int status,
    String body,
    @Nullable PauseId timedPause,
    Instant keptUntil) {
  private static final Set<Integer> STATUSES = Set.of(200, 400, 404);

  /// @throws IllegalArgumentException if an answer of that status is never kept
  public KeptAnswer {
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException("an answer of status " + status + " is never kept");
    }
  }
}
