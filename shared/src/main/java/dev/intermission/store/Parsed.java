package dev.intermission.store;

import java.util.List;

/// An attempt to read a whole record out of a stored item. A broken item can still be paused and
/// resumed by the few attributes that Intermission owns, so this is a value and not an exception.
public sealed interface Parsed<T> {
  /// The item keeps the contract in all that it must have.
  ///
  /// @param flaws what it may leave out and has broken: the record is as if it were left out
  record Valid<T>(T record, List<ItemError> flaws) implements Parsed<T> {
    /// Copies the list.
    public Valid {
      flaws = List.copyOf(flaws);
    }

    /// The item keeps the contract.
    public Valid(T record) {
      this(record, List.of());
    }
  }

  /// The item breaks the contract.
  record Invalid<T>(ItemError error) implements Parsed<T> {}
}
