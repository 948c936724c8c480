package dev.intermission.credential;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.store.Parsed;
import java.time.Instant;
import java.util.Optional;

/// Ends a credential for good. Doing it twice is the same as once: the first time stays.
public final class RevokeCredential {
  private final CredentialRecords records;

  /// @param records where the credentials are
  public RevokeCredential(CredentialRecords records) {
    this.records = records;
  }

  /// @return the credential as it is now; empty when there is none
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Optional<Parsed<Credential>> revoke(CredentialId id, Instant now) {
    return records.find(id).flatMap(issued -> records.revoke(id, issued.secret(), now));
  }
}
