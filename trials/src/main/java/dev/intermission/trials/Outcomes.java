package dev.intermission.trials;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts the outcomes of the requests of a trial's clients. Thread-safe.
final class Outcomes {
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final LongAdder replays = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

  void acknowledged(boolean isReplay) {
    acknowledged.increment();
    replays.add(isReplay ? 1 : 0);
  }

  /// Counts a key that was sent again.
  void repeated() {
    replays.increment();
  }

  /// Counts a request without a response, or with a 5xx.
  void unknown(int status) {
    unknown.increment();
    statuses.computeIfAbsent(status, ignored -> new LongAdder()).increment();
  }

  void givenUp() {
    givenUp.increment();
  }

  /// Counts a pause that was refused because its time had passed.
  void expired() {
    expired.increment();
  }

  long acknowledged() {
    return acknowledged.sum();
  }

  @Override
  public String toString() {
    return "%d changes acknowledged, %d responses never came or were 5xx %s, %d outcomes given up on, %d refused because their time had passed; %d replays"
        .formatted(
            acknowledged.sum(),
            unknown.sum(),
            new TreeMap<>(statuses),
            givenUp.sum(),
            expired.sum(),
            replays.sum());
  }
}
