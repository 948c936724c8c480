package dev.intermission.functions.access;

import dev.intermission.access.Caller;
import dev.intermission.access.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides who sent a request. Costs nothing for a mistyped secret, and at most one read for
/// another; what was found is remembered for a short while: a good verdict for at most 30 seconds
/// and never past its expiry, so that a revoked credential stops working within that time, and a
/// bad one for at most 5, so that a new one works at once.
///
/// Safe for use by several threads. The number of remembered verdicts is bounded.
public final class CredentialCheck {
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);
  private static final Duration BAD_FOR = Duration.ofSeconds(5);
  private static final int REMEMBERED = 1000;
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7e]+) *");

  private final CredentialStore store;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param store where credentials are looked up
  public CredentialCheck(CredentialStore store) {
    this.store = store;
  }

  /// What is thought of a credential.
  public sealed interface Verdict {
    /// It counts.
    record Good(Caller caller) implements Verdict {}

    /// It does not, whyever.
    record Bad() implements Verdict {}
  }

  private record Remembered(Verdict verdict, Instant from, Instant until) {
    boolean countsAt(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /// Judges the value of an `Authorization` header.
  ///
  /// @param authorization null when there is none
  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked
  public Verdict check(@Nullable String authorization, Instant now) {
    if (authorization == null) {
      return new Verdict.Bad();
    }
    Matcher bearer = BEARER.matcher(authorization);
    if (!bearer.matches()) {
      return new Verdict.Bad();
    }
    return Secret.parse(bearer.group(1))
        .map(secret -> check(secret, now))
        .orElseGet(Verdict.Bad::new);
  }

  private Verdict check(Secret secret, Instant now) {
    String key = secret.sha256();
    synchronized (remembered) {
      Remembered known = remembered.get(key);
      if (known != null && known.countsAt(now)) {
        return known.verdict();
      }
    }
    Remembered fresh = judge(store.find(secret), secret, now);
    synchronized (remembered) {
      remembered.remove(key);
      remembered.put(key, fresh);
    }
    return fresh.verdict();
  }

  private static Remembered judge(Optional<StoredCredential> found, Secret secret, Instant now) {
    if (found.isEmpty() || found.get().kind() != secret.kind() || !found.get().isGoodAt(now)) {
      return new Remembered(new Verdict.Bad(), now, now.plus(BAD_FOR));
    }
    StoredCredential credential = found.get();
    Instant until = now.plus(GOOD_FOR);
    Instant expiry = credential.expiresAt();
    return new Remembered(
        new Verdict.Good(credential.caller()),
        now,
        expiry != null && expiry.isBefore(until) ? expiry : until);
  }
}
