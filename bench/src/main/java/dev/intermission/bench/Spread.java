package dev.intermission.bench;

import java.util.Arrays;
import java.util.List;

/// The median of some measured values, with the lowest and the highest.
///
/// @param count how many there were
record Spread(int count, double lowest, double median, double highest) {

  /// @throws IllegalArgumentException if there are none
  static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(sorted.length, sorted[0], median, sorted[sorted.length - 1]);
  }

  /// The value below which that share of the values lies, the next higher one.
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
  }

  /// The median, and in brackets the lowest and the highest.
  String text(int decimals) {
    String number = "%." + decimals + "f";
    return (number + " (" + number + " to " + number + ")").formatted(median, lowest, highest);
  }
}
