package dev.intermission.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it.
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> time;

  public SettableClock(Instant start) {
    time = new AtomicReference<>(start);
  }

  public SettableClock(String start) {
    this(Instant.parse(start));
  }

  public void set(Instant to) {
    time.set(to);
  }

  public void set(String to) {
    set(Instant.parse(to));
  }

  public void advance(Duration by) {
    time.updateAndGet(now -> now.plus(by));
  }

  @Override
  public Instant instant() {
    return time.get();
  }
}
