package dev.intermission.port;

import dev.intermission.access.Credential;

/// What became of the one conditional write that narrows a credential.
public sealed interface NarrowWrite {
  /// It is committed; the credential as it is now.
  record Narrowed(Reading<Credential> credential) implements NarrowWrite {}

  /// It would have widened something, and nothing was written; the credential as it is.
  record Refused(Reading<Credential> current) implements NarrowWrite {}

  /// There is no such credential.
  record Missing() implements NarrowWrite {}
}
