package dev.intermission.store;

import dev.intermission.model.RecordId;
import dev.intermission.once.KeptResponses;
import dev.intermission.pause.PauseRecords;

/// A table of records and the one of kept answers, with what tests put there and see of them, so
/// that the same can be asked of the store in memory and of the real one.
///
/// @param <R> the kind of record
public interface Tables<R> {
  PauseRecords<R> records();

  KeptResponses answers();

  /// Puts a record of [dev.intermission.model.Samples#ACCOUNT] there, as a writer other than
  /// Intermission may.
  void put(RecordId id, Item item);

  /// What is stored now.
  Item item(RecordId id);
}
