package dev.intermission.trials;

import java.util.Arrays;

/// How long each request of a kind took. Thread-safe.
final class Times {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(long taken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = taken;
  }

  synchronized int count() {
    return count;
  }

  @Override
  public synchronized String toString() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return "%d | %s | %s | %s | %s |"
        .formatted(count, at(sorted, 50), at(sorted, 90), at(sorted, 99), at(sorted, 100));
  }

  private static String at(long[] sorted, int percent) {
    return "%.1f"
        .formatted(sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1e6);
  }
}
