package dev.intermission.functions.access.jwt;

import dev.intermission.functions.access.TokenCheck;
import dev.intermission.functions.access.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Checks account-scoped JWTs, and loads the library and the keys with the first one. So a start
/// without a JWT costs nothing more.
///
/// Safe for use by several threads, and built once per process.
public final class JwtCheck implements TokenCheck {
  private final TrustedIssuer issuer;
  private @Nullable TokenCheck verifier;

  /// @param issuer the one issuer that is trusted
  public JwtCheck(TrustedIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public Verdict check(String token, Instant now) {
    return verifier().check(token, now);
  }

  private synchronized TokenCheck verifier() {
    TokenCheck made = verifier;
    if (made == null) {
      made = new JwtVerifier(issuer, new IssuerKeys(new KeySetFetch(issuer.keySetUrl())::fetch));
      verifier = made;
    }
    return made;
  }
}
