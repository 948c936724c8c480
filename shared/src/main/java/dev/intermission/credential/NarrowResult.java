package dev.intermission.credential;

import dev.intermission.access.Credential;
import dev.intermission.store.Parsed;

/// The outcome of the one conditional write that narrows a credential.
public sealed interface NarrowResult {
  /// It is committed; the credential as it is now.
  record Narrowed(Parsed<Credential> credential) implements NarrowResult {}

  /// It would have widened something, and nothing was written; the credential as it is.
  record Refused(Parsed<Credential> current) implements NarrowResult {}

  /// There is no such credential.
  record Missing() implements NarrowResult {}
}
