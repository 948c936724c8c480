package dev.intermission.port;

/// What became of the one conditional write of a pause or an unpause.
///
/// @param <S> the stored record
public sealed interface StatusWrite<S> {
  /// It is committed; the record as it was before.
  record Applied<S>(S before) implements StatusWrite<S> {}

  /// The condition failed and nothing was written; the record as it is.
  record Refused<S>(S current) implements StatusWrite<S> {}

  /// There is no such record.
  record Missing<S>() implements StatusWrite<S> {}

  /// Nobody knows: the request may or may not have had its effect. It must not be repeated, since a
  /// later pause of somebody else could be overwritten.
  record Unknown<S>() implements StatusWrite<S> {}
}
