package dev.intermission.pause;

import dev.intermission.access.Caller;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.ItemError;
import dev.intermission.port.Metrics;
import dev.intermission.port.PauseIds;
import dev.intermission.port.PauseWrite;
import dev.intermission.port.Reading;
import dev.intermission.port.ResumeTimer;
import dev.intermission.port.ResumeTimer.Alarm;
import dev.intermission.port.StoredAdCampaign;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Pauses an ad campaign, without an end or until a time. The newest request wins.
///
/// The one conditional write is the moment when a pause is accepted. The timer is armed only after
/// it, and whatever becomes of the timer, the pause stands: the sweep ends what no timer ended.
public final class PauseAdCampaign {
  private final AdCampaignRecords records;
  private final ResumeTimer timer;
  private final PauseIds pauseIds;
  private final Metrics metrics;

  /// @param records where campaigns are
  public PauseAdCampaign(
      AdCampaignRecords records, ResumeTimer timer, PauseIds pauseIds, Metrics metrics) {
    this.records = records;
    this.timer = timer;
    this.pauseIds = pauseIds;
    this.metrics = metrics;
  }

  /// What became of the request.
  public sealed interface Outcome {
    /// @param campaign as it is after the request
    record Paused(AdCampaign campaign) implements Outcome {}

    /// No such campaign, or another account's.
    record NotFound() implements Outcome {}

    /// @param status why it may not be paused
    record NotPausable(AdCampaignStatus status) implements Outcome {}

    /// The item breaks the contract. Where a pause was possible it is committed all the same.
    record Unreadable(ItemError error) implements Outcome {}

    /// It is not known whether the campaign is paused; the request may be sent again.
    record Unconfirmed() implements Outcome {}
  }

  /// @param until what [PausedUntil] accepted; null for a pause without an end
  /// @throws dev.intermission.port.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  public Outcome pause(AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    CampaignPause pause =
        new CampaignPause(id, caller.account(), pauseIds.next(), until, caller.credentialId(), now);
    return switch (records.pause(pause)) {
      case PauseWrite.Applied<StoredAdCampaign>(StoredAdCampaign before) -> applied(pause, before);
      case PauseWrite.Refused<StoredAdCampaign>(StoredAdCampaign current) ->
          refused(pause, current);
      case PauseWrite.Missing<StoredAdCampaign>() -> new Outcome.NotFound();
      case PauseWrite.Unknown<StoredAdCampaign>() ->
          records.find(id).map(found -> confirmed(pause, found)).orElseGet(Outcome.NotFound::new);
    };
  }

  private Outcome applied(CampaignPause pause, StoredAdCampaign before) {
    PauseId replaced = before.pausedUntil() == null ? null : before.pauseId();
    fitTimer(pause, pause.pauseId(), replaced);
    return show(before, campaign -> campaign.paused(pause.pauseId(), pause.until(), pause.at()));
  }

  private Outcome refused(CampaignPause pause, StoredAdCampaign current) {
    if (!current.belongsTo(pause.account())) {
      return new Outcome.NotFound();
    }
    AdCampaignStatus status = current.status();
    if (status != null && !status.mayBePaused()) {
      return new Outcome.NotPausable(status);
    }
    PauseId found = current.pauseId();
    if (pause.until() != null && found != null && current.isPausedUntil(pause.until())) {
      // Already so. A retry may be sent because the timer was lost: make sure of it again.
      fitTimer(pause, found, null);
    }
    return show(current, campaign -> campaign.shownAt(pause.at()));
  }

  private Outcome confirmed(CampaignPause pause, StoredAdCampaign found) {
    if (!found.belongsTo(pause.account())) {
      return new Outcome.NotFound();
    }
    if (!pause.pauseId().equals(found.pauseId())) {
      return new Outcome.Unconfirmed();
    }
    fitTimer(pause, pause.pauseId(), null);
    return show(found, campaign -> campaign.shownAt(pause.at()));
  }

  private void fitTimer(CampaignPause pause, PauseId current, @Nullable PauseId replaced) {
    Instant until = pause.until();
    Alarm alarm = until == null ? null : new Alarm(pause.id(), current, until);
    if (alarm == null && replaced == null) {
      return;
    }
    if (!timer.fit(alarm, replaced, pause.at())) {
      metrics.record(Metrics.Measure.TIMER_NOT_ARMED, 1);
    }
  }

  private static Outcome show(StoredAdCampaign stored, UnaryOperator<AdCampaign> afterwards) {
    return switch (stored.reading()) {
      case Reading.Whole<AdCampaign>(AdCampaign campaign) ->
          new Outcome.Paused(afterwards.apply(campaign));
      case Reading.Broken<AdCampaign>(ItemError error) -> new Outcome.Unreadable(error);
    };
  }
}
