package dev.intermission.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A secret's other side: who comes with it, and when it counts. Never the secret itself.
///
/// @param notBefore when it begins to count, or null
/// @param expiresAt when it ends, or null
/// @param revokedAt when it was revoked, or null
public record Credential(
    Caller caller,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  /// @throws IllegalArgumentException if no kind of secret has such a holder
  public Credential {
    SecretKind.of(caller.holder());
  }

  /// The kind of secret that leads to it.
  public SecretKind kind() {
    return SecretKind.of(caller.holder());
  }

  /// Whether it counts at that time.
  public boolean isGoodAt(Instant now) {
    return revokedAt == null
        && (notBefore == null || !now.isBefore(notBefore))
        && (expiresAt == null || now.isBefore(expiresAt));
  }
}
