package dev.intermission.trials;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts and latencies of a load trial's requests, by operation. Thread-safe.
final class Figures {
  private final Map<String, Times> times = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> unanswered = new ConcurrentHashMap<>();

  void took(String operation, long nanos) {
    times.computeIfAbsent(operation, ignored -> new Times()).add(nanos);
  }

  void unanswered(int status) {
    unanswered.computeIfAbsent(status, ignored -> new LongAdder()).increment();
  }

  long count() {
    return times.values().stream().mapToLong(Times::count).sum();
  }

  /// Ends with a table.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("5xx or no response: " + new TreeMap<>(unanswered));
    text.append("\n\n| request | how many | p50 ms | p90 ms | p99 ms | max ms |");
    text.append("\n|---|---|---|---|---|---|\n");
    new TreeMap<>(times)
        .forEach((operation, each) ->
            text.append("| ").append(operation).append(" | ").append(each).append('\n'));
    return text.toString();
  }
}
