package dev.intermission.change;

import dev.intermission.store.Stored;

/// The result of the one conditional update of a pause or an unpause.
///
/// @param <R> the kind of record
public sealed interface UpdateResult<R> {
  /// It is committed; the record as it was before.
  record Applied<R>(Stored<R> before) implements UpdateResult<R> {}

  /// The condition failed and nothing was written; the record as it is.
  record Refused<R>(Stored<R> current) implements UpdateResult<R> {}

  /// There is no such record.
  record Missing<R>() implements UpdateResult<R> {}

  /// The update may or may not have had its effect. It must not be repeated: a later pause of
  /// somebody else could be overwritten.
  record Unknown<R>() implements UpdateResult<R> {}
}
