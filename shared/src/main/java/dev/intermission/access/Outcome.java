package dev.intermission.access;

import dev.intermission.model.Status;

/// The outcome of a request to pause or unpause a record.
///
/// @param <R> the kind of record
public sealed interface Outcome<R> permits Seen, Outcome.NotAllowed, Outcome.Unconfirmed {
  /// The record is in a status in which this may not be asked.
  record NotAllowed<R>(Status status) implements Outcome<R> {}

  /// It is not known whether the change was made; the request may be sent again.
  record Unconfirmed<R>() implements Outcome<R> {}
}
