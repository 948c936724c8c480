package dev.intermission.store;

/// An attempt to read a whole record out of a stored item. A broken item can still be paused and
/// resumed by the few attributes that Intermission owns, so this is a value and not an exception.
public sealed interface Parsed<T> {
  /// The item keeps the contract.
  record Valid<T>(T record) implements Parsed<T> {}

  /// The item breaks the contract.
  record Invalid<T>(ItemError error) implements Parsed<T> {}
}
