package dev.intermission.store;

import dev.intermission.model.RecordId;
import dev.intermission.once.KeptResponses;
import dev.intermission.pause.PauseRecords;

/// A table of records and the one of kept responses, as tests see them. So the same tests run on
/// the store in memory and on the real one.
///
/// @param <R> the kind of record
public interface Tables<R> {
  PauseRecords<R> records();

  KeptResponses responses();

  /// Puts a record of [dev.intermission.model.Samples#ACCOUNT] there, as a writer other than
  /// Intermission may.
  void put(RecordId id, Item item);

  /// The stored item.
  Item item(RecordId id);
}
