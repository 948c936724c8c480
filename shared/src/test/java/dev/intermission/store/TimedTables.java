package dev.intermission.store;

import dev.intermission.model.RecordId;
import dev.intermission.resume.DuePauses;

/// Tables of records whose pauses may end by themselves.
///
/// @param <R> the kind of record
public interface TimedTables<R> extends Tables<R> {
  DuePauses duePauses();

  /// The part of the index of due pauses in which a record's row is.
  DuePauses.Part partOf(RecordId id);
}
