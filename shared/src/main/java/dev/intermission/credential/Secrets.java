package dev.intermission.credential;

import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;

/// Where new secrets come from. Safe for use by several threads.
@FunctionalInterface
public interface Secrets {
  /// A secret that nobody can guess.
  Secret next(SecretKind kind);
}
