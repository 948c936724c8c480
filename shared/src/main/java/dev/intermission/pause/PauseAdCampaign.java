package dev.intermission.pause;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.idempotency.Attempt;
import dev.intermission.idempotency.Plan;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.Alarm;
import dev.intermission.port.ArmTimer;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.DisarmTimer;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.Metrics;
import dev.intermission.port.PauseIds;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoreUnavailableException;
import dev.intermission.port.StoredAdCampaign;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Pauses an ad campaign, without an end or until a time. The newest request wins.
///
/// The one conditional write is the moment when a pause is accepted. The timer is armed only after
/// it, and whatever becomes of the timer, the pause stands: the sweep ends what no timer ended.
public final class PauseAdCampaign {
  private final AdCampaignRecords records;
  private final AccountAccess access;
  private final ArmTimer armTimer;
  private final DisarmTimer disarmTimer;
  private final PauseIds pauseIds;
  private final Metrics metrics;

  /// @param records where campaigns are
  public PauseAdCampaign(
      AdCampaignRecords records,
      AccountAccess access,
      ArmTimer armTimer,
      DisarmTimer disarmTimer,
      PauseIds pauseIds,
      Metrics metrics) {
    this.records = records;
    this.access = access;
    this.armTimer = armTimer;
    this.disarmTimer = disarmTimer;
    this.pauseIds = pauseIds;
    this.metrics = metrics;
  }

  /// @param until what [PausedUntil] accepted; null for a pause without an end
  /// @throws dev.intermission.port.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  public AdCampaignOutcome pause(
      AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    return attempt(id, until, caller, now).make();
  }

  /// The same, as an attempt that may come with a key.
  ///
  /// @param until what [PausedUntil] accepted; null for a pause without an end
  public Attempt<AdCampaignOutcome> attempt(
      AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    PauseId pauseId = pauseIds.next();
    return new CampaignAttempt(records, access, Operation.PAUSE_AD_CAMPAIGN, id, caller) {
      @Override
      public AdCampaignOutcome make() {
        return pause(id, until, pauseId, caller, now);
      }

      @Override
      Plan<AdCampaignOutcome> plan(
          StoredAdCampaign found, AdCampaign campaign, Actor actor, KeyedChange leave) {
        return PauseAdCampaign.this.plan(
            pauseOf(id, until, pauseId, actor, now), found, campaign, leave);
      }

      @Override
      public void rearm(PauseId timedPause) {
        PauseAdCampaign.this.rearm(id, timedPause, now);
      }
    };
  }

  private Plan<AdCampaignOutcome> plan(
      CampaignPause pause, StoredAdCampaign found, AdCampaign campaign, KeyedChange leave) {
    Instant until = pause.until();
    if (found.isPausedUntil(until)) {
      AdCampaignOutcome shown = new AdCampaignOutcome.Shown(campaign.shownAt(pause.at()));
      PauseId current = found.pauseId();
      return until == null || current == null
          ? Plan.Keep.of(shown, leave, pause.account())
          : new Plan.Keep<>(
              shown, leave, pause.account(), current, () -> fitTimer(pause, current, null));
    }
    return new Plan.Keep<>(
        new AdCampaignOutcome.Shown(campaign.paused(pause.pauseId(), until, pause.at())),
        new KeyedChange.PauseCampaign(pause, found.revision()),
        pause.account(),
        until == null ? null : pause.pauseId(),
        () -> fitTimer(pause, pause.pauseId(), replacedBy(found)));
  }

  /// Makes sure, best effort, of the timer of a pause that still stands: a client that repeats a
  /// request may do so because nothing was heard, and the timer may be lost.
  private void rearm(AdCampaignId id, PauseId pauseId, Instant now) {
    boolean armed;
    try {
      armed =
          records
              .find(id)
              .filter(found -> pauseId.equals(found.pauseId()))
              .map(StoredAdCampaign::pausedUntil)
              .map(until -> armTimer.arm(new Alarm(id, pauseId, until), now).armed())
              .orElse(true);
    } catch (StoreUnavailableException e) {
      armed = false;
    }
    if (!armed) {
      metrics.record(Metrics.Measure.TIMER_NOT_ARMED, 1);
    }
  }

  private static CampaignPause pauseOf(
      AdCampaignId id, @Nullable Instant until, PauseId pauseId, Actor actor, Instant now) {
    return new CampaignPause(id, actor.account(), pauseId, until, actor.credentialId(), now);
  }

  /// The timed pause that a new one takes the place of.
  private static @Nullable PauseId replacedBy(StoredAdCampaign before) {
    return before.pausedUntil() == null ? null : before.pauseId();
  }

  private AdCampaignOutcome pause(
      AdCampaignId id, @Nullable Instant until, PauseId pauseId, Caller caller, Instant now) {
    return switch (access.decide(
        Operation.PAUSE_AD_CAMPAIGN,
        caller,
        () -> records.find(id).flatMap(StoredAdCampaign::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) ->
          pause(pauseOf(id, until, pauseId, actor, now));
      case AccountAccess.Decision.NotFound() -> new AdCampaignOutcome.NotFound();
      case AccountAccess.Decision.NotGranted(Scope scope) ->
          new AdCampaignOutcome.NotGranted(scope);
    };
  }

  private AdCampaignOutcome pause(CampaignPause pause) {
    return switch (records.pause(pause)) {
      case StatusWrite.Applied<StoredAdCampaign>(StoredAdCampaign before) -> applied(pause, before);
      case StatusWrite.Refused<StoredAdCampaign>(StoredAdCampaign current) ->
          refused(pause, current);
      case StatusWrite.Missing<StoredAdCampaign>() -> new AdCampaignOutcome.NotFound();
      case StatusWrite.Unknown<StoredAdCampaign>() ->
          records
              .find(pause.id())
              .map(found -> confirmed(pause, found))
              .orElseGet(AdCampaignOutcome.NotFound::new);
    };
  }

  private AdCampaignOutcome applied(CampaignPause pause, StoredAdCampaign before) {
    fitTimer(pause, pause.pauseId(), replacedBy(before));
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
    Duration spent = Duration.ZERO;
    if (until != null) {
      ArmTimer.Result result = armTimer.arm(new Alarm(pause.id(), current, until), pause.at());
      if (!result.armed()) {
        metrics.record(Metrics.Measure.TIMER_NOT_ARMED, 1);
      }
      spent = result.took();
    }
    if (replaced != null) {
      disarmTimer.disarm(replaced, spent);
    }
  }
}
