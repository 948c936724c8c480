package dev.intermission.change;

import dev.intermission.model.AccountId;
import dev.intermission.model.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One conditional update of a record's status and pause, as the store takes it.
///
/// @param account the record must belong to it
/// @param changedBy the credential's id
/// @param at the request's time
/// @param ended for an unpause of a pause that is over: when it ended. The update is refused if it
///   ended at another time; if null, if it is over
public record StatusUpdate(
    RecordId id,
    AccountId account,
    Ask ask,
    String changedBy,
    Instant at,
    @Nullable Instant ended) {

  /// The same update of a pause that ended then.
  public StatusUpdate endedAt(Instant end) {
    return new StatusUpdate(id, account, ask, changedBy, at, end);
  }

  /// The time that becomes `updated_at`. After the end of a pause it is that end, as a resume has
  /// it: readers have seen that already.
  public Instant updatedAt() {
    return ended == null ? at : ended;
  }
}
