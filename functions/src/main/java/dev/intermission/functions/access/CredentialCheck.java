package dev.intermission.functions.access;

import dev.intermission.access.Credential;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides who sent a request, whatever kind of credential it brings.
///
/// A mistyped secret costs no read, any other at most one. A verdict is remembered for a short
/// time: a good one for at most 30 seconds and never past its expiry, so that a revoked credential
/// stops working within that time, and a bad one for at most 5, so that a new credential works at
/// once.
///
/// Safe for use by several threads. The number of remembered verdicts is bounded, and bad ones
/// never crowd out good ones.
public final class CredentialCheck {
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);
  private static final Duration BAD_FOR = Duration.ofSeconds(5);
  private static final int MAXIMUM_TOKEN_CHARACTERS = 8192;
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7e]+) *");
  private static final Pattern JWT =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private final CredentialLookup lookup;
  private final TokenCheck tokens;
  private final Verdicts good = new Verdicts();
  private final Verdicts bad = new Verdicts();

  /// @param lookup where secrets are looked up
  /// @param tokens for JWTs
  public CredentialCheck(CredentialLookup lookup, TokenCheck tokens) {
    this.lookup = lookup;
    this.tokens = tokens;
  }

  /// Judges the value of an `Authorization` header.
  ///
  /// @param authorization null when there is none
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  /// @throws KeySetUnavailableException if a JWT's keys cannot be fetched now
  public Verdict check(@Nullable String authorization, Instant now) {
    if (authorization == null) {
      return new Verdict.Bad();
    }
    Matcher bearer = BEARER.matcher(authorization);
    if (!bearer.matches()) {
      return new Verdict.Bad();
    }
    String token = bearer.group(1);
    Optional<Secret> secret = Secret.parse(token);
    if (secret.isPresent()) {
      return check(secret.get(), now);
    }
    boolean mayBeJwt = token.length() <= MAXIMUM_TOKEN_CHARACTERS && JWT.matcher(token).matches();
    return mayBeJwt ? tokens.check(token, now) : new Verdict.Bad();
  }

  private Verdict check(Secret secret, Instant now) {
    SecretHash hash = secret.hash();
    return good.find(hash, now)
        .or(() -> bad.find(hash, now))
        .orElseGet(() -> remember(hash, lookup.find(hash), secret, now));
  }

  private Verdict remember(
      SecretHash hash, Optional<Credential> found, Secret secret, Instant now) {
    Optional<Credential> credential =
        found.filter(it -> it.kind() == secret.kind() && it.isGoodAt(now));
    if (credential.isEmpty()) {
      good.forget(hash);
      return bad.put(hash, new Verdict.Bad(), now, now.plus(BAD_FOR));
    }
    Instant until = now.plus(GOOD_FOR);
    Instant expiry = credential.get().expiresAt();
    return good.put(
        hash,
        new Verdict.Good(credential.get().caller()),
        now,
        expiry != null && expiry.isBefore(until) ? expiry : until);
  }

  private record Remembered(Verdict verdict, Instant from, Instant until) {
    boolean countsAt(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /// The last thousand verdicts; the oldest is dropped first.
  private static final class Verdicts {
    private static final int MAXIMUM = 1000;

    private final Map<SecretHash, Remembered> remembered =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<SecretHash, Remembered> eldest) {
            return size() > MAXIMUM;
          }
        };

    synchronized Optional<Verdict> find(SecretHash hash, Instant now) {
      return Optional.ofNullable(remembered.get(hash))
          .filter(it -> it.countsAt(now))
          .map(Remembered::verdict);
    }

    synchronized Verdict put(SecretHash hash, Verdict verdict, Instant from, Instant until) {
      remembered.remove(hash);
      remembered.put(hash, new Remembered(verdict, from, until));
      return verdict;
    }

    synchronized void forget(SecretHash hash) {
      remembered.remove(hash);
    }
  }
}
