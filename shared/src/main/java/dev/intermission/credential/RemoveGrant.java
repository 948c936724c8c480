package dev.intermission.credential;

import dev.intermission.access.Holder;
import dev.intermission.model.AccountId;

/// Removes an installation or a membership. The app or user may do nothing more for the account.
/// Its credentials stay as they are, for other accounts.
public final class RemoveGrant {
  private final CredentialRecords records;

  /// @param records where the grants are
  public RemoveGrant(CredentialRecords records) {
    this.records = records;
  }

  /// @return whether there was one
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public boolean remove(Holder.Grantee grantee, AccountId account) {
    return records.withdraw(grantee, account);
  }
}
