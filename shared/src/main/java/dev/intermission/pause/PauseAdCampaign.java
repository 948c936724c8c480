package dev.intermission.pause;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.Metrics;
import dev.intermission.port.PauseIds;
import dev.intermission.port.ResumeTimer;
import dev.intermission.port.ResumeTimer.Alarm;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAdCampaign;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Pauses an ad campaign, without an end or until a time. The newest request wins.
///
/// The one conditional write is the moment when a pause is accepted. The timer is armed only after
/// it, and whatever becomes of the timer, the pause stands: the sweep ends what no timer ended.
public final class PauseAdCampaign {
  private final AdCampaignRecords records;
  private final AccountAccess access;
  private final ResumeTimer timer;
  private final PauseIds pauseIds;
  private final Metrics metrics;

  /// @param records where campaigns are
  public PauseAdCampaign(
      AdCampaignRecords records,
      AccountAccess access,
      ResumeTimer timer,
      PauseIds pauseIds,
      Metrics metrics) {
    this.records = records;
    this.access = access;
    this.timer = timer;
    this.pauseIds = pauseIds;
    this.metrics = metrics;
  }

  /// @param until what [PausedUntil] accepted; null for a pause without an end
  /// @throws dev.intermission.port.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  public AdCampaignOutcome pause(
      AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    return switch (access.decide(
        Operation.PAUSE_AD_CAMPAIGN,
        caller,
        () -> records.find(id).flatMap(StoredAdCampaign::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) -> pause(id, until, actor, now);
      case AccountAccess.Decision.NotFound() -> new AdCampaignOutcome.NotFound();
      case AccountAccess.Decision.NotGranted(Scope scope) ->
          new AdCampaignOutcome.NotGranted(scope);
    };
  }

  private AdCampaignOutcome pause(
      AdCampaignId id, @Nullable Instant until, Actor actor, Instant now) {
    CampaignPause pause =
        new CampaignPause(id, actor.account(), pauseIds.next(), until, actor.credentialId(), now);
    return switch (records.pause(pause)) {
      case StatusWrite.Applied<StoredAdCampaign>(StoredAdCampaign before) -> applied(pause, before);
      case StatusWrite.Refused<StoredAdCampaign>(StoredAdCampaign current) ->
          refused(pause, current);
      case StatusWrite.Missing<StoredAdCampaign>() -> new AdCampaignOutcome.NotFound();
      case StatusWrite.Unknown<StoredAdCampaign>() ->
          records
              .find(id)
              .map(found -> confirmed(pause, found))
              .orElseGet(AdCampaignOutcome.NotFound::new);
    };
  }

  private AdCampaignOutcome applied(CampaignPause pause, StoredAdCampaign before) {
    PauseId replaced = before.pausedUntil() == null ? null : before.pauseId();
    fitTimer(pause, pause.pauseId(), replaced);
    return AdCampaignOutcome.show(
        before.reading(), campaign -> campaign.paused(pause.pauseId(), pause.until(), pause.at()));
  }

  private AdCampaignOutcome refused(CampaignPause pause, StoredAdCampaign current) {
    if (!current.belongsTo(pause.account())) {
      return new AdCampaignOutcome.NotFound();
    }
    AdCampaignStatus status = current.status();
    if (status != null && !status.mayBePaused()) {
      return new AdCampaignOutcome.NotAllowed(status);
    }
    PauseId found = current.pauseId();
    if (pause.until() != null && found != null && current.isPausedUntil(pause.until())) {
      // Already so. A retry may be sent because the timer was lost: make sure of it again.
      fitTimer(pause, found, null);
    }
    return AdCampaignOutcome.show(current.reading(), campaign -> campaign.shownAt(pause.at()));
  }

  private AdCampaignOutcome confirmed(CampaignPause pause, StoredAdCampaign found) {
    if (!found.belongsTo(pause.account())) {
      return new AdCampaignOutcome.NotFound();
    }
    if (!pause.pauseId().equals(found.pauseId())) {
      return new AdCampaignOutcome.Unconfirmed();
    }
    fitTimer(pause, pause.pauseId(), null);
    return AdCampaignOutcome.show(found.reading(), campaign -> campaign.shownAt(pause.at()));
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
}
