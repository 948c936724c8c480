package dev.intermission.pause;

import dev.intermission.model.AdCampaignStatus;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.Alarm;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.Metrics;
import dev.intermission.port.Metrics.Measure;
import dev.intermission.port.ResumeWrite;
import dev.intermission.port.StoredAdCampaign;
import dev.intermission.port.Waiting;
import java.time.Duration;
import java.time.Instant;

/// Ends a timed pause when its alarm rings. The alarm is only a hint: it may be early, late,
/// doubled, out of date or forged. What the store finds in the record at that moment decides, and
/// running this any number of times is safe.
public final class ResumeAdCampaign {
  /// An alarm that is early by at most this is waited out.
  static final Duration WORTH_WAITING = Duration.ofSeconds(5);

  /// An alarm that is early by at most this is tried again later; one earlier still is sent away,
  /// and the sweep ends the pause.
  static final Duration WORTH_RETRYING = Duration.ofMinutes(2);

  private static final String CHANGED_BY = "schedule";
  private static final int ATTEMPTS = 3;

  private final AdCampaignRecords records;
  private final Waiting waiting;
  private final Metrics metrics;

  /// @param records where campaigns are
  public ResumeAdCampaign(AdCampaignRecords records, Waiting waiting, Metrics metrics) {
    this.records = records;
    this.waiting = waiting;
    this.metrics = metrics;
  }

  /// What became of the alarm.
  public enum Outcome {
    /// The campaign is active again.
    RESUMED,
    /// There is no such campaign any more.
    MISSING,
    /// It is not paused any more.
    ALREADY_ENDED,
    /// It is in another pause than the alarm's.
    REPLACED,
    /// The alarm came so early that the sweep is left to end the pause.
    FAR_TOO_EARLY,
    /// The alarm came early and must be delivered again.
    TRY_AGAIN,
    /// The item is broken, and somebody has to look at it.
    BROKEN_ITEM
  }

  /// @throws dev.intermission.port.StoreUnavailableException if the alarm must be delivered again
  public Outcome resume(Alarm alarm, Instant now) {
    Outcome outcome = attempt(alarm, now);
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

  private Outcome attempt(Alarm alarm, Instant firstNow) {
    Instant now = firstNow;
    Instant until = alarm.until();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ResumeWrite write =
          records.resume(new CampaignResume(alarm.id(), alarm.pauseId(), until, CHANGED_BY, now));
      switch (write) {
        case ResumeWrite.Resumed() -> {
          return Outcome.RESUMED;
        }
        case ResumeWrite.Missing() -> {
          return Outcome.MISSING;
        }
        case ResumeWrite.Impossible() -> {
          return Outcome.BROKEN_ITEM;
        }
        case ResumeWrite.Refused(StoredAdCampaign current) -> {
          if (current.status() == null) {
            return Outcome.BROKEN_ITEM;
          }
          if (current.status() != AdCampaignStatus.PAUSED) {
            return Outcome.ALREADY_ENDED;
          }
          if (!alarm.pauseId().equals(current.pauseId())) {
            return Outcome.REPLACED;
          }
          if (current.pausedUntil() == null) {
            // The alarm's own pause without its end: no write of ours leaves that.
            return Outcome.BROKEN_ITEM;
          }
          // The record's own time counts, not the one that the alarm came with.
          until = current.pausedUntil();
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
