package dev.intermission.port;

/// An attempt to read a whole record out of a stored item. A broken item can still be paused and
/// resumed by the few attributes that Intermission owns, so this is a value and not an exception.
public sealed interface Reading<T> {
  /// The item keeps the contract.
  record Whole<T>(T record) implements Reading<T> {}

  /// The item breaks the contract.
  record Broken<T>(ItemError error) implements Reading<T> {}
}
