package dev.intermission.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The scopes or time to be taken away from a credential. Nothing is ever added to one: that is
/// another credential.
///
/// @param scopes what is left of its scopes; null leaves all
/// @param expiresAt when it ends, in whole seconds; null leaves its end as it is
public record Narrowing(@Nullable Set<Scope> scopes, @Nullable Instant expiresAt) {
  /// Copies the scopes.
  ///
  /// @throws IllegalArgumentException if nothing is to be taken away
  public Narrowing {
    if (scopes == null && expiresAt == null) {
      throw new IllegalArgumentException("a narrowing takes scopes or time away");
    }
    scopes = scopes == null ? null : Set.copyOf(scopes);
  }

  /// Whether it leaves only scopes that the credential has.
  public boolean keepsScopesOf(Credential credential) {
    return scopes == null || credential.caller().scopes().containsAll(scopes);
  }

  /// Whether it leaves the credential no longer than it has.
  public boolean keepsEndOf(Credential credential) {
    Instant present = credential.expiresAt();
    return expiresAt == null || present == null || !expiresAt.isAfter(present);
  }
}
