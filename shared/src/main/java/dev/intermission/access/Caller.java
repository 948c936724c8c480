package dev.intermission.access;

import dev.intermission.model.AccountId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whoever sent a request, once the credential was found good.
///
/// @param credentialId names the credential in logs and in `changed_by`; it is no secret
/// @param account the one account that the caller acts on
/// @param pinnedVersion the API version that the credential is pinned to, or null
public record Caller(
    String credentialId, AccountId account, Set<Scope> scopes, @Nullable String pinnedVersion) {

  /// Copies the scopes.
  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
