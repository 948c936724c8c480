package dev.intermission.credential;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows the credentials and grants of an account, app or user, or one credential.
public final class ListCredentials {
  private final CredentialRecords records;

  /// @param records where the credentials are
  public ListCredentials(CredentialRecords records) {
    this.records = records;
  }

  /// @param holder never a member
  /// @param after the `next` of the list page before; null for the first one
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public CredentialPage of(Holder holder, @Nullable String after) {
    return records.page(holder, after);
  }

  /// A page with the one credential, or an empty one.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public CredentialPage of(CredentialId id) {
    return new CredentialPage(
        records.find(id).stream().map(issued -> records.read(id, issued.secret())).toList(),
        List.of(),
        null);
  }
}
