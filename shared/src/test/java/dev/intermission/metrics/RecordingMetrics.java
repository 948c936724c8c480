package dev.intermission.metrics;

import java.util.ArrayList;
import java.util.List;

/// Metrics that only write down what was recorded.
public final class RecordingMetrics implements Metrics {
  /// One recorded value.
  public record Entry(Measure measure, long value) {}

  private final List<Entry> entries = new ArrayList<>();

  @Override
  public synchronized void record(Measure measure, long value) {
    entries.add(new Entry(measure, value));
  }

  /// All that was recorded, in order.
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// The values of one measure, in order.
  public synchronized List<Long> of(Measure measure) {
    return entries.stream().filter(e -> e.measure() == measure).map(Entry::value).toList();
  }
}
