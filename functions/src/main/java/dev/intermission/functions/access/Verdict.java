package dev.intermission.functions.access;

import dev.intermission.access.Caller;

/// What is thought of a credential.
public sealed interface Verdict {
  /// It counts.
  record Good(Caller caller) implements Verdict {}

  /// It does not, whyever.
  record Bad() implements Verdict {}
}
