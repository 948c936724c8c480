package dev.intermission.functions.access;

import dev.intermission.access.Credential;
import dev.intermission.access.SecretHash;
import java.util.Optional;

/// Finds the credential that a secret leads to, for each request.
@FunctionalInterface
public interface CredentialLookup {
  /// Reads a credential, consistently; empty when there is none, or none that can be understood.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  Optional<Credential> find(SecretHash secret);
}
