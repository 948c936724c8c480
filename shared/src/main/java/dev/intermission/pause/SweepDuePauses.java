package dev.intermission.pause;

import dev.intermission.model.AdCampaignStatus;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.DuePage;
import dev.intermission.port.DuePause;
import dev.intermission.port.DueShard;
import dev.intermission.port.Metrics;
import dev.intermission.port.Metrics.Measure;
import dev.intermission.port.ResumeWrite;
import dev.intermission.port.StoredAdCampaign;
import dev.intermission.port.TimeBox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Ends the timed pauses that nothing else ended: the guarantor behind the timer. It finds them in
/// an index that lags, so each row is only a hint, and the same conditional write as in the resume
/// decides. A row that cannot be dealt with never keeps the others from being ended.
public final class SweepDuePauses {
  private static final String CHANGED_BY = "sweep";

  private final AdCampaignRecords records;
  private final Metrics metrics;
  private final ExecutorService lanes;
  private final InstantSource clock;
  private final Duration minimumAge;

  /// @param lanes runs the shards side by side
  /// @param minimumAge how long ago a pause must have been due before the sweep steps in
  public SweepDuePauses(
      AdCampaignRecords records,
      Metrics metrics,
      ExecutorService lanes,
      InstantSource clock,
      Duration minimumAge) {
    this.records = records;
    this.metrics = metrics;
    this.lanes = lanes;
    this.clock = clock;
    this.minimumAge = minimumAge;
  }

  /// What a sweep did.
  ///
  /// @param resumed pauses that it ended
  /// @param outdated rows that turned out to need nothing: the index lags
  /// @param cleaned records that it took the rest of a pause out of
  /// @param unresumable ids of campaigns whose items are too broken to be resumed
  /// @param failures what went wrong for now: rows and shards that the next sweep takes up again
  /// @param oldestDue age of the oldest due pause that it saw; zero when it saw none
  /// @param complete false if the time box was over first
  public record Report(
      int resumed,
      int outdated,
      int cleaned,
      List<String> unresumable,
      List<RuntimeException> failures,
      Duration oldestDue,
      boolean complete) {

    /// Copies the lists.
    public Report {
      unresumable = List.copyOf(unresumable);
      failures = List.copyOf(failures);
    }
  }

  /// Sweeps all shards once.
  ///
  /// @param timeBox how long it may take; what is left then is for the next sweep
  public Report sweep(TimeBox timeBox) {
    Instant now = clock.instant();
    List<Future<Lane>> running = new ArrayList<>();
    for (DueShard shard : DueShard.ALL) {
      running.add(lanes.submit(() -> new Lane(now, timeBox).sweep(shard)));
    }
    Lane all = new Lane(now, timeBox);
    for (Future<Lane> lane : running) {
      try {
        all.add(lane.get());
      } catch (ExecutionException e) {
        all.failures.add(
            new IllegalStateException("a lane of the sweep failed outside its rows", e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while sweeping", e);
      }
    }
    Report report = all.report();
    metrics.record(Measure.RESUMED_BY_SWEEP, report.resumed());
    metrics.record(Measure.OLDEST_DUE_PAUSE_AGE, report.oldestDue().toSeconds());
    metrics.record(Measure.UNRESUMABLE_PAUSES, report.unresumable().size());
    metrics.record(Measure.SWEEP_FAILURES, report.failures().size());
    metrics.record(Measure.SWEEPS_CUT_OFF, report.complete() ? 0 : 1);
    return report;
  }

  /// The work on one shard, and its tally.
  private final class Lane {
    private final Instant now;
    private final TimeBox timeBox;
    private final List<String> unresumable = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private int resumed;
    private int outdated;
    private int cleaned;
    private Duration oldestDue = Duration.ZERO;
    private boolean complete = true;

    Lane(Instant now, TimeBox timeBox) {
      this.now = now;
      this.timeBox = timeBox;
    }

    Lane sweep(DueShard shard) {
      try {
        DuePage.Cursor next = null;
        do {
          DuePage page = records.due(shard, now.minus(minimumAge), next);
          unresumable.addAll(page.unreadable());
          for (DuePause row : page.rows()) {
            if (timeBox.isOver()) {
              cutOff(row);
              return this;
            }
            sweep(row);
          }
          next = page.next();
        } while (next != null && !timeBox.isOver());
        complete = next == null;
      } catch (RuntimeException e) {
        failures.add(e);
      }
      return this;
    }

    /// The rest is for the next sweep. The first row that is left is the oldest of them.
    private void cutOff(DuePause row) {
      complete = false;
      wasDue(row);
    }

    private void sweep(DuePause row) {
      try {
        end(row);
      } catch (RuntimeException e) {
        // The next sweep takes it up again; the age tells how long that has been going on.
        failures.add(e);
        wasDue(row);
      }
    }

    private void end(DuePause row) {
      switch (resume(row)) {
        case ResumeWrite.Resumed() -> {
          resumed++;
          wasDue(row);
        }
        case ResumeWrite.Missing() -> outdated++;
        case ResumeWrite.Impossible() -> unresumable.add(row.id().value());
        case ResumeWrite.Refused(StoredAdCampaign current) -> refused(row, current);
      }
    }

    private ResumeWrite resume(DuePause row) {
      return records.resume(
          new CampaignResume(row.id(), row.pauseId(), row.pausedUntil(), CHANGED_BY, now));
    }

    private void refused(DuePause row, StoredAdCampaign current) {
      if (current.status() == null) {
        unresumable.add(row.id().value());
      } else if (current.hasLeftovers()) {
        if (records.forgetPause(row.id(), current)) {
          cleaned++;
        } else {
          outdated++;
        }
      } else if (isDue(current) && current.pauseId() == null) {
        unresumable.add(row.id().value());
      } else {
        // The index lags behind the record. If another pause of it is due, its own row will come.
        outdated++;
      }
    }

    private boolean isDue(StoredAdCampaign current) {
      return current.status() == AdCampaignStatus.PAUSED
          && current.pausedUntil() != null
          && !current.pausedUntil().isAfter(now);
    }

    private void wasDue(DuePause row) {
      Duration age = Duration.between(row.pausedUntil(), now);
      oldestDue = age.compareTo(oldestDue) > 0 ? age : oldestDue;
    }

    void add(Lane other) {
      unresumable.addAll(other.unresumable);
      failures.addAll(other.failures);
      resumed += other.resumed;
      outdated += other.outdated;
      cleaned += other.cleaned;
      oldestDue = other.oldestDue.compareTo(oldestDue) > 0 ? other.oldestDue : oldestDue;
      complete &= other.complete;
    }

    Report report() {
      return new Report(resumed, outdated, cleaned, unresumable, failures, oldestDue, complete);
    }
  }
}
