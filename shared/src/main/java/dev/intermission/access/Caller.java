package dev.intermission.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sender of a request whose credential was accepted.
///
/// @param credentialId names the credential in logs and in `changed_by`; it is no secret
/// @param scopes the credential's own; an account may have granted fewer
/// @param pinnedVersion the API version that the credential is pinned to, or null
public record Caller(
    String credentialId, Holder holder, Set<Scope> scopes, @Nullable String pinnedVersion) {

  /// Copies the scopes.
  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
