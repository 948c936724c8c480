package dev.intermission.functions;

import dev.intermission.access.Secret;
import dev.intermission.credential.Secrets;
import dev.intermission.model.PauseId;
import dev.intermission.pause.PauseIds;
import dev.intermission.resume.TimeBox;
import dev.intermission.store.Waiting;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// The real passing of time, and random values.
final class TimeAndChance {
  private TimeAndChance() {}

  /// Waits by letting the thread sleep.
  static Waiting sleeping(InstantSource clock) {
    return time -> {
      try {
        Thread.sleep(Duration.between(clock.instant(), time).plusMillis(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
      return clock.instant();
    };
  }

  /// A time box that begins now.
  static TimeBox timeBox(Duration length) {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start > length.toNanos();
  }

  /// Makes each pause id a random UUID.
  static PauseIds pauseIds() {
    return () -> new PauseId(UUID.randomUUID().toString());
  }

  /// Makes each secret of 32 random bytes.
  static Secrets secrets() {
    SecureRandom random = new SecureRandom();
    return kind -> {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      return Secret.of(kind, bytes);
    };
  }
}
