package dev.intermission.functions.access.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.functions.access.TokenCheck;
import dev.intermission.functions.access.Verdict;
import dev.intermission.model.AccountId;
import dev.intermission.model.UserId;
import dev.intermission.model.WireName;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges a JWT by its signature, its audience, its times and its claims.
///
/// It must be signed ES256 or RS256 by the issuer's key that its `kid` names, and have every claim
/// that a caller is made of. Keys and addresses in the token itself (`jwk`, `jku`, `x5c`, `x5u`)
/// are never looked at. A token that no key could make good costs no fetch, and is bad even while
/// the keys cannot be fetched.
///
/// Safe for use by several threads.
final class JwtVerifier implements TokenCheck {
  private static final int CLOCK_SKEW_SECONDS = 60;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256);

  /// The allowed `typ`, if any, in any case (RFC 7515, 4.1.9, and RFC 9068).
  private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(
          null,
          JOSEObjectType.JWT,
          new JOSEObjectType("application/jwt"),
          new JOSEObjectType("at+jwt"),
          new JOSEObjectType("application/at+jwt"));

  private static final Set<String> REQUIRED = Set.of("exp", "sub", "account_id", "scopes");
  private static final Pattern LOGGABLE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final TrustedIssuer issuer;
  private final IssuerKeys keys;

  JwtVerifier(TrustedIssuer issuer, IssuerKeys keys) {
    this.issuer = issuer;
    this.keys = keys;
  }

  @Override
  public Verdict check(String token, Instant now) {
    try {
      SignedJWT jwt = read(token);
      JWSHeader header = jwt.getHeader();
      String keyId = header.getKeyID();
      // No extension is understood here. The library would let pass b64, which no JWT may use.
      boolean isExtended = header.getCriticalParams() != null || !header.isBase64URLEncodePayload();
      if (keyId == null || isExtended) {
        return new Verdict.Bad();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      new ClaimsAt(issuer, now).verify(claims, null);
      Verdict verdict = verdict(claims);
      return switch (verdict) {
        case Verdict.Bad bad -> bad;
        case Verdict.Good good -> {
          // Throws if it is not signed by that key.
          processor(keyId, now).process(jwt, null);
          yield good;
        }
      };
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return new Verdict.Bad();
    }
  }

  /// Reads header and claims. The library throws more than it documents: a NullPointerException for
  /// a header of `null`.
  private static SignedJWT read(String token) throws ParseException {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      TokenJson.check(jwt.getParsedParts()[0].decodeToString());
      TokenJson.check(jwt.getParsedParts()[1].decodeToString());
      jwt.getJWTClaimsSet();
      return jwt;
    } catch (RuntimeException e) {
      throw new ParseException("no JWT", 0);
    }
  }

  private DefaultJWTProcessor<SecurityContext> processor(String keyId, Instant now) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(TYPES);
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            ALGORITHMS, (selector, context) -> selector.select(keys.find(keyId, now))));
    // The claims are checked before. The library's own check would read the system's clock.
    processor.setJWTClaimsSetVerifier(null);
    return processor;
  }

  private static Verdict verdict(JWTClaimsSet claims) throws ParseException {
    Optional<UserId> user = Optional.ofNullable(claims.getSubject()).flatMap(UserId::parse);
    Optional<AccountId> account =
        Optional.ofNullable(claims.getStringClaim("account_id")).flatMap(AccountId::parse);
    Optional<Set<Scope>> scopes = scopes(claims.getClaim("scopes"));
    if (user.isEmpty() || account.isEmpty() || scopes.isEmpty()) {
      return new Verdict.Bad();
    }
    String id = claims.getJWTID();
    String credentialId =
        "jwt:"
            + user.get().value()
            + (id != null && LOGGABLE_ID.matcher(id).matches() ? ":" + id : "");
    return new Verdict.Good(
        new Caller(credentialId, new Holder.Member(user.get(), account.get()), scopes.get(), null));
  }

  /// The scopes of a claim; empty if it is anything but an array of strings.
  private static Optional<Set<Scope>> scopes(@Nullable Object claim) {
    if (!(claim instanceof List<?> names) || !names.stream().allMatch(String.class::isInstance)) {
      return Optional.empty();
    }
    return Optional.of(
        names.stream()
            .map(name -> WireName.find(Scope.class, (String) name))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet()));
  }

  /// The library's own check of claims, at a given time.
  private static final class ClaimsAt extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Instant now;

    ClaimsAt(TrustedIssuer issuer, Instant now) {
      super(issuer.audience(), new JWTClaimsSet.Builder().issuer(issuer.name()).build(), REQUIRED);
      setMaxClockSkew(CLOCK_SKEW_SECONDS);
      this.now = now;
    }

    @Override
    protected Date currentTime() {
      return Date.from(now);
    }
  }
}
