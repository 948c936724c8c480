package dev.intermission.store;

import dev.intermission.model.RecordId;
import java.util.Optional;

/// The records of one kind, to be read one by one. Safe for use by several threads.
///
/// @param <R> the kind of record
@FunctionalInterface
public interface Records<R> {
  /// Reads a record, consistently; empty when there is none.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  Optional<Stored<R>> find(RecordId id);
}
