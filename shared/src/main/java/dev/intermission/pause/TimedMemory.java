package dev.intermission.pause;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers the newest things, each for the same time.
public final class TimedMemory implements ShortMemory {
  private final Duration kept;
  private final Map<String, Instant> seen;

  /// @param kept how long a thing is remembered
  /// @param most how many things, the newest ones
  public TimedMemory(Duration kept, int most) {
    this.kept = kept;
    this.seen =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public synchronized boolean has(String thing, Instant now) {
    Instant at = seen.get(thing);
    // A clock may jump back: what was seen in its future is not remembered.
    return at != null && !now.isBefore(at) && now.isBefore(at.plus(kept));
  }

  @Override
  public synchronized void add(String thing, Instant now) {
    seen.remove(thing);
    seen.put(thing, now);
  }
}
