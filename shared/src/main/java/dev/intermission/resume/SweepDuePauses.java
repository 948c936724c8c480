package dev.intermission.resume;

import dev.intermission.metrics.Metrics;
import dev.intermission.metrics.Metrics.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Ends the timed pauses that nothing else ended, also when a timer fails. It finds them in an
/// index that lags, so each row is only a hint, and the same conditional write as in the resume
/// decides. A row that cannot be dealt with never keeps the others from being ended.
public final class SweepDuePauses {
  private final DuePauses pauses;
  private final Metrics metrics;
  private final ExecutorService lanes;
  private final InstantSource clock;
  private final Duration minimumAge;

  /// @param lanes runs the parts of the index side by side
  /// @param minimumAge how long ago a pause must have been due before the sweep steps in
  public SweepDuePauses(
      DuePauses pauses,
      Metrics metrics,
      ExecutorService lanes,
      InstantSource clock,
      Duration minimumAge) {
    this.pauses = pauses;
    this.metrics = metrics;
    this.lanes = lanes;
    this.clock = clock;
    this.minimumAge = minimumAge;
  }

  /// Sweeps all parts once.
  ///
  /// @param timeBox how long it may take; pauses left then are for the next sweep
  public SweepReport sweep(TimeBox timeBox) {
    Instant now = clock.instant();
    Instant notAfter = now.minus(minimumAge);
    List<Future<SweepReport>> running = new ArrayList<>();
    for (DuePauses.Part part : pauses.parts()) {
      PartSweep sweep = new PartSweep(pauses, part, now, timeBox);
      running.add(lanes.submit(() -> sweep.sweep(notAfter)));
    }
    SweepReport report =
        running.stream().map(SweepDuePauses::of).reduce(SweepReport.EMPTY, SweepReport::and);
    metrics.record(Measure.RESUMED_BY_SWEEP, report.resumed());
    metrics.record(Measure.OLDEST_DUE_PAUSE_AGE, report.oldestDue().toSeconds());
    metrics.record(Measure.UNRESUMABLE_PAUSES, report.unresumable().size());
    metrics.record(Measure.SWEEP_FAILURES, report.failures().size());
    metrics.record(Measure.SWEEPS_CUT_OFF, report.complete() ? 0 : 1);
    return report;
  }

  private static SweepReport of(Future<SweepReport> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      return SweepReport.failed(
          new IllegalStateException("a part of the sweep failed outside its rows", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sweeping", e);
    }
  }
}
