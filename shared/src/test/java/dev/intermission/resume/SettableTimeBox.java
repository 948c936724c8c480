package dev.intermission.resume;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// A time box in which no time passes until a test lets it.
public final class SettableTimeBox implements TimeBox {
  private final AtomicReference<Duration> left;

  public SettableTimeBox(Duration length) {
    left = new AtomicReference<>(length);
  }

  /// Lets so much of it pass.
  public void pass(Duration time) {
    left.updateAndGet(before -> before.minus(time));
  }

  @Override
  public boolean isOver() {
    return left.get().isNegative();
  }
}
