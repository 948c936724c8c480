package dev.intermission.functions.access;

import java.time.Instant;

/// Judges account-scoped JWTs, the one kind of credential that is no secret of ours. Safe for use
/// by several threads.
@FunctionalInterface
public interface TokenCheck {
  /// @param token three parts with dots between them, of at most 8 KB
  /// @throws KeySetUnavailableException if the issuer's keys are needed and cannot be had
  Verdict check(String token, Instant now);
}
