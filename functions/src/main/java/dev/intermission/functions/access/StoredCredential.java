package dev.intermission.functions.access;

import dev.intermission.access.Caller;
import dev.intermission.access.SecretKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A credential as it is stored: never the secret, only what its SHA-256 leads to.
///
/// @param expiresAt when it ends, or null
/// @param revokedAt when it was revoked, or null
public record StoredCredential(
    SecretKind kind, Caller caller, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {

  /// Whether it counts at that time.
  boolean isGoodAt(Instant now) {
    return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
  }
}
