package dev.intermission.resume;

import dev.intermission.metrics.Metrics;
import dev.intermission.metrics.Metrics.Measure;
import dev.intermission.model.PauseState;
import dev.intermission.store.Stored;
import dev.intermission.store.Waiting;
import java.time.Duration;
import java.time.Instant;

/// Ends a timed pause when its timer rings. The timer is only a hint: it may be early, late,
/// doubled, out of date or forged. What the store finds in the record at that moment decides, and
/// running this any number of times is safe.
public final class ResumeAdCampaign {
  /// A timer that is early by at most this is waited out.
  static final Duration WORTH_WAITING = Duration.ofSeconds(5);

  /// The most by which an early timer is tried again later. One that is earlier still is sent away,
  /// and the sweep ends the pause.
  static final Duration WORTH_RETRYING = Duration.ofMinutes(2);

  private static final String CHANGED_BY = "schedule";
  private static final int ATTEMPTS = 3;

  private final ResumeRecords records;
  private final Waiting waiting;
  private final Metrics metrics;

  /// @param records where campaigns are
  public ResumeAdCampaign(ResumeRecords records, Waiting waiting, Metrics metrics) {
    this.records = records;
    this.waiting = waiting;
    this.metrics = metrics;
  }

  /// The outcome of a timer.
  public enum Outcome {
    /// The campaign is active again.
    RESUMED,
    /// There is no such campaign any more.
    MISSING,
    /// It is not paused any more.
    ALREADY_ENDED,
    /// It is in another pause than the timer's.
    REPLACED,
    /// The timer came so early that the sweep is left to end the pause.
    FAR_TOO_EARLY,
    /// The timer came early and must be delivered again.
    TRY_AGAIN,
    /// The item is broken, and somebody has to look at it.
    BROKEN_ITEM
  }

  /// @throws dev.intermission.store.StoreUnavailableException if the timer must be delivered again
  public Outcome resume(Timer timer, Instant now) {
    Outcome outcome = attempt(timer, now);
    Measure measure =
        switch (outcome) {
          case RESUMED -> Measure.RESUMED_BY_SCHEDULE;
          case MISSING -> Measure.RESUME_FOR_MISSING_CAMPAIGN;
          case ALREADY_ENDED -> Measure.RESUME_FOR_ENDED_PAUSE;
          case REPLACED -> Measure.RESUME_FOR_REPLACED_PAUSE;
          case FAR_TOO_EARLY -> Measure.RESUME_FAR_TOO_EARLY;
          case BROKEN_ITEM -> Measure.BROKEN_ITEMS;
          case TRY_AGAIN -> null;
        };
    if (measure != null) {
      metrics.record(measure, 1);
    }
    return outcome;
  }

  private Outcome attempt(Timer timer, Instant firstNow) {
    Instant now = firstNow;
    Instant until = timer.until();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ResumeResult write =
          records.resume(new ResumeUpdate(timer.id(), timer.pauseId(), until, CHANGED_BY, now));
      switch (write) {
        case ResumeResult.Resumed() -> {
          return Outcome.RESUMED;
        }
        case ResumeResult.Missing() -> {
          return Outcome.MISSING;
        }
        case ResumeResult.Impossible() -> {
          return Outcome.BROKEN_ITEM;
        }
        case ResumeResult.Refused(Stored<?> current) -> {
          PauseState found = current.state();
          if (found == null) {
            return Outcome.BROKEN_ITEM;
          }
          if (!found.isPaused()) {
            return Outcome.ALREADY_ENDED;
          }
          if (!timer.pauseId().equals(found.pauseId())) {
            return Outcome.REPLACED;
          }
          if (found.until() == null) {
            // The timer's own pause without its end: no write of ours leaves that.
            return Outcome.BROKEN_ITEM;
          }
          // The record's own time counts, not the one that the timer came with.
          until = found.until();
          Duration early = Duration.between(now, until);
          if (early.compareTo(WORTH_RETRYING) > 0) {
            return Outcome.FAR_TOO_EARLY;
          }
          if (early.compareTo(WORTH_WAITING) > 0) {
            return Outcome.TRY_AGAIN;
          }
          if (early.isPositive() && attempt + 1 < ATTEMPTS) {
            now = waiting.until(until);
          }
        }
      }
    }
    return Outcome.TRY_AGAIN;
  }
}
