package dev.intermission.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves when a test says so.
public final class SettableClock implements InstantSource {
  private volatile Instant now;

  public SettableClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  public void set(String now) {
    this.now = Instant.parse(now);
  }
}
