package dev.intermission.access;

import dev.intermission.model.AccountId;
import java.util.Optional;
import java.util.Set;

/// Scopes that accounts have granted: installations of apps and memberships of users. Safe for use
/// by several threads.
@FunctionalInterface
public interface Grants {
  /// Reads, consistently, the scopes that an account granted. Empty when it granted nothing to that
  /// app or user. One read, whatever is found.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  Optional<Set<Scope>> find(Holder.Grantee grantee, AccountId account);
}
