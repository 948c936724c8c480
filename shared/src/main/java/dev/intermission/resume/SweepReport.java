package dev.intermission.resume;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The result of a sweep, or of the sweep of one part of the index.
///
/// @param resumed pauses that it ended
/// @param outdated rows that turned out to need nothing: the index lags
/// @param cleaned records that it took the rest of a pause out of
/// @param unresumable ids of records whose items are too broken to be resumed
/// @param failures what went wrong for now: rows and parts that the next sweep takes up again
/// @param oldestDue age of the oldest due pause that it saw; zero when it saw none
/// @param complete false if the time box was over first
public record SweepReport(
    int resumed,
    int outdated,
    int cleaned,
    List<String> unresumable,
    List<RuntimeException> failures,
    Duration oldestDue,
    boolean complete) {

  /// The report of a sweep that saw nothing.
  static final SweepReport EMPTY =
      new SweepReport(0, 0, 0, List.of(), List.of(), Duration.ZERO, true);

  /// Copies the lists.
  public SweepReport {
    unresumable = List.copyOf(unresumable);
    failures = List.copyOf(failures);
  }

  /// The report of a part that could not be swept.
  static SweepReport failed(RuntimeException failure) {
    return new SweepReport(0, 0, 0, List.of(), List.of(failure), Duration.ZERO, true);
  }

  /// The report of this sweep and another one together.
  SweepReport and(SweepReport other) {
    return new SweepReport(
        resumed + other.resumed,
        outdated + other.outdated,
        cleaned + other.cleaned,
        Stream.concat(unresumable.stream(), other.unresumable.stream()).toList(),
        Stream.concat(failures.stream(), other.failures.stream()).toList(),
        other.oldestDue.compareTo(oldestDue) > 0 ? other.oldestDue : oldestDue,
        complete && other.complete);
  }
}
