package dev.intermission.pause;

import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.store.Records;

/// The records of one kind, for a function that may pause and unpause them. Safe for use by several
/// threads.
///
/// @param <R> the kind of record
public interface PauseRecords<R> extends Records<R> {
  /// Pauses or unpauses a record in one conditional write, never repeated after an unclear outcome.
  /// The condition: it exists, belongs to the account, and [dev.intermission.change.Ruling] lets it
  /// become another one.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store definitely did nothing
  ///   and a later try may succeed
  UpdateResult<R> update(StatusUpdate update);
}
