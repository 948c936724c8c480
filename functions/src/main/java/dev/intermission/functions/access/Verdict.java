package dev.intermission.functions.access;

import dev.intermission.access.Caller;

/// The result of checking a credential.
public sealed interface Verdict {
  /// The credential counts.
  record Good(Caller caller) implements Verdict {}

  /// The credential does not count; the reason is not told.
  record Bad() implements Verdict {}
}
