package dev.intermission.change;

import dev.intermission.model.RecordId;
import dev.intermission.store.Revision;

/// The part of a transaction that is about a record. Its condition is that the record still is as
/// it was read when the response was built.
public sealed interface KeyedChange {
  /// The record's revision when it was read.
  Revision seen();

  /// Changes the record. The condition of the update holds too; a campaign's pause may be the same
  /// again.
  record Update(StatusUpdate update, Revision seen) implements KeyedChange {}

  /// Leaves the record as it is.
  record Check(RecordId id, Revision seen) implements KeyedChange {}
}
