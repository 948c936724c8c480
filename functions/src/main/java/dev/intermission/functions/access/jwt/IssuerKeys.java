package dev.intermission.functions.access.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import dev.intermission.functions.access.KeySetUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The issuer's keys, as last fetched. They are fetched again after 10 minutes, and at once for an
/// unknown key id (`kid`), but for that reason at most every 30 seconds; after a failure not within
/// 5 seconds. When they cannot be fetched again, the last ones count until an hour after they were
/// fetched.
///
/// The 30 seconds count from fetches for unknown key ids only, so that a new key is found right
/// after any other fetch. Until they are over, nobody knows whether a key of an unknown id exists.
///
/// Why not the library's sources (`JWKSourceBuilder`): they read the system's clock first, they
/// limit the rate of all fetches together, so that unknown key ids would use up the fetch of a due
/// refresh, and callers whose key is known wait for the fetch of another.
///
/// Safe for use by several threads. One of them fetches at a time; another whose key is at hand
/// does not wait for it.
final class IssuerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration COUNT = Duration.ofHours(1);
  private static final Duration BETWEEN_UNKNOWN = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final String ASKED_LATELY =
      "A JWT names an unknown key, and the key set was fetched for another one a moment ago.";

  private final Supplier<JWKSet> source;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Fetched fetched;

  /// The failure of the last fetch, if it failed. Guarded by the lock.
  private @Nullable Failure failure;

  /// The time of the last fetch made only for an unknown key id. Guarded by the lock.
  private @Nullable Instant fetchedForUnknown;

  /// @param source fetches the keys, or throws a [KeySetUnavailableException]
  IssuerKeys(Supplier<JWKSet> source) {
    this.source = source;
  }

  private record Fetched(JWKSet keys, Instant at) {
    boolean has(String keyId) {
      return keys.getKeyByKeyId(keyId) != null;
    }
  }

  private record Failure(Instant at, KeySetUnavailableException cause) {}

  /// All usable keys, with the one of that id, if the issuer has it.
  ///
  /// @throws KeySetUnavailableException if nobody knows, since they cannot or may not be fetched
  ///   now
  JWKSet find(String keyId, Instant now) {
    Fetched known = fetched;
    boolean isKnown = known != null && known.has(keyId);
    if (known != null && isKnown && isWithin(FRESH, known.at, now)) {
      return known.keys;
    }
    if (known != null && isKnown && isWithin(COUNT, known.at, now)) {
      if (!fetching.tryLock()) {
        return known.keys;
      }
    } else {
      fetching.lock();
    }
    try {
      return findAlone(keyId, now);
    } finally {
      fetching.unlock();
    }
  }

  private JWKSet findAlone(String keyId, Instant now) {
    Fetched known = fetched;
    boolean isFresh = known != null && isWithin(FRESH, known.at, now);
    boolean isKnown = known != null && known.has(keyId) && isWithin(COUNT, known.at, now);
    if (known != null && isFresh && isKnown) {
      return known.keys;
    }
    // While they are fresh, an unknown key id is the only reason to fetch them.
    Failure last = failure;
    Duration between = isFresh ? BETWEEN_UNKNOWN : AFTER_FAILURE;
    Instant before = isFresh ? fetchedForUnknown : last == null ? null : last.at;
    if (before == null || !isWithin(between, before, now)) {
      before = now;
      if (isFresh) {
        fetchedForUnknown = now;
      }
      try {
        known = new Fetched(source.get(), now);
        fetched = known;
        failure = null;
        return known.keys;
      } catch (KeySetUnavailableException e) {
        last = new Failure(now, e);
        failure = last;
        if (known != null && isKnown) {
          LOG.warn("{} The keys of {} are still used.", e.getMessage(), known.at);
        }
      }
    }
    if (known != null && isKnown) {
      return known.keys;
    }
    throw new KeySetUnavailableException(
        last == null ? ASKED_LATELY : String.valueOf(last.cause.getMessage()),
        last == null ? null : last.cause,
        between.minus(Duration.between(before, now).abs()));
  }

  /// Whether two times are closer than a limit, either way. So a clock that jumps back makes
  /// nothing last for ever.
  private static boolean isWithin(Duration limit, Instant from, Instant now) {
    return Duration.between(from, now).abs().compareTo(limit) < 0;
  }
}
