package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.PauseId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first answer to a request with a key, kept to be given again.
///
/// @param fingerprint equal for equal requests
/// @param nonce of the invocation that made it
/// @param status one that may be kept: a change that was made or was there, or a refusal that the
///   same request meets again
/// @param body the answer's text, to be given again byte for byte
/// @param account the account whose record the answer tells of; null when it tells of none
/// @param timedPause the pause that the answer showed, if it ends by itself; else null
/// @param keptUntil whole seconds; from then on it counts as gone
public record KeptAnswer(
    IdempotencyKey key,
    String fingerprint,
    String nonce,
    int status,
    String body,
    @Nullable AccountId account,
    @Nullable PauseId timedPause,
    Instant keptUntil) {
  private static final Set<Integer> STATUSES = Set.of(200, 400, 404);

  /// @throws IllegalArgumentException if an answer of that status is never kept, or if it shows a
  ///   record of nobody's
  public KeptAnswer {
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException("an answer of status " + status + " is never kept");
    }
    if (status == 200 && account == null) {
      throw new IllegalArgumentException("a record without its account");
    }
  }
}
