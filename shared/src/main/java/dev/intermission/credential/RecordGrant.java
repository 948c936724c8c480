package dev.intermission.credential;

import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.model.AccountId;
import dev.intermission.store.Parsed;
import java.util.Set;

/// Records the grant of an account to an app or a user: installation or membership. It takes the
/// place of what was granted before, so recording twice is the same as once.
public final class RecordGrant {
  private final CredentialRecords records;

  /// @param records where the grants are
  public RecordGrant(CredentialRecords records) {
    this.records = records;
  }

  /// @param scopes all that the grantee may do for the account; none of those before is kept
  /// @return the grant as it is now
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Grant record(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    records.grant(grantee, account, scopes);
    return new Grant(grantee, account, new Parsed.Valid<>(scopes));
  }
}
