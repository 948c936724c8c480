package dev.intermission.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Waits that take no time. Writes down until when, and says what the clock shows afterwards.
public final class RecordingWaiting implements Waiting {
  private final List<Instant> waits = new ArrayList<>();
  private UnaryOperator<Instant> wakeUp = UnaryOperator.identity();

  /// When the following waits are over.
  public void wakeUpAt(UnaryOperator<Instant> time) {
    wakeUp = time;
  }

  /// Every wait, in order.
  public List<Instant> waits() {
    return List.copyOf(waits);
  }

  @Override
  public Instant until(Instant time) {
    waits.add(time);
    return wakeUp.apply(time);
  }
}
