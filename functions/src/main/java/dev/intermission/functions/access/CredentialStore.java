package dev.intermission.functions.access;

import dev.intermission.access.Credential;
import dev.intermission.access.SecretHash;
import java.util.Optional;

/// Where credentials are looked up.
@FunctionalInterface
public interface CredentialStore {
  /// Reads a credential, consistently; empty when there is none, or none that can be understood.
  ///
  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked
  Optional<Credential> find(SecretHash secret);
}
