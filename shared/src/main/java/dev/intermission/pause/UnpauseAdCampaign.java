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
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DisarmTimer;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoreUnavailableException;
import dev.intermission.port.StoredAdCampaign;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Makes a paused ad campaign active again and forgets its pause, so that no schedule of it can do
/// anything any more; unpausing an active campaign changes nothing.
public final class UnpauseAdCampaign {
  private final AdCampaignRecords records;
  private final AccountAccess access;
  private final DisarmTimer disarmTimer;

  /// @param records where campaigns are
  public UnpauseAdCampaign(
      AdCampaignRecords records, AccountAccess access, DisarmTimer disarmTimer) {
    this.records = records;
    this.access = access;
    this.disarmTimer = disarmTimer;
  }

  /// @throws dev.intermission.port.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  public AdCampaignOutcome unpause(AdCampaignId id, Caller caller, Instant now) {
    return switch (access.decide(
        Operation.UNPAUSE_AD_CAMPAIGN,
        caller,
        () -> records.find(id).flatMap(StoredAdCampaign::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) -> unpause(id, actor, now);
      case AccountAccess.Decision.NotFound() -> new AdCampaignOutcome.NotFound();
      case AccountAccess.Decision.NotGranted(Scope scope) ->
          new AdCampaignOutcome.NotGranted(scope);
    };
  }

  /// The same, as an attempt that may come with a key.
  public Attempt<AdCampaignOutcome> attempt(AdCampaignId id, Caller caller, Instant now) {
    return new CampaignAttempt(records, access, Operation.UNPAUSE_AD_CAMPAIGN, id, caller) {
      @Override
      public AdCampaignOutcome make() {
        return unpause(id, caller, now);
      }

      @Override
      Plan<AdCampaignOutcome> plan(
          StoredAdCampaign found, AdCampaign campaign, Actor actor, KeyedChange leave) {
        if (campaign.status() == AdCampaignStatus.ACTIVE) {
          return Plan.Keep.of(
              new AdCampaignOutcome.Shown(campaign.shownAt(now)), leave, actor.account());
        }
        CampaignUnpause unpause = unpauseOf(id, actor, now, found.endedBy(now));
        return new Plan.Keep<>(
            new AdCampaignOutcome.Shown(campaign.unpaused(unpause.updatedAt())),
            new KeyedChange.UnpauseCampaign(unpause, found.revision()),
            actor.account(),
            null,
            () -> disarm(found));
      }
    };
  }

  private static CampaignUnpause unpauseOf(
      AdCampaignId id, Actor actor, Instant now, @Nullable Instant ended) {
    return new CampaignUnpause(id, actor.account(), actor.credentialId(), now, ended);
  }

  private AdCampaignOutcome unpause(AdCampaignId id, Actor actor, Instant now) {
    return switch (records.unpause(unpauseOf(id, actor, now, null))) {
      case StatusWrite.Applied<StoredAdCampaign>(StoredAdCampaign before) -> applied(before, now);
      case StatusWrite.Refused<StoredAdCampaign>(StoredAdCampaign current) ->
          refused(id, current, actor, now);
      case StatusWrite.Missing<StoredAdCampaign>() -> new AdCampaignOutcome.NotFound();
      case StatusWrite.Unknown<StoredAdCampaign>() ->
          records
              .find(id)
              .map(found -> confirmed(found, actor, now))
              .orElseGet(AdCampaignOutcome.NotFound::new);
    };
  }

  private AdCampaignOutcome applied(StoredAdCampaign before, Instant now) {
    disarm(before);
    return AdCampaignOutcome.show(before.reading(), campaign -> campaign.unpaused(now));
  }

  private void disarm(StoredAdCampaign before) {
    if (before.pausedUntil() != null && before.pauseId() != null) {
      disarmTimer.disarm(before.pauseId(), Duration.ZERO);
    }
  }

  private AdCampaignOutcome refused(
      AdCampaignId id, StoredAdCampaign current, Actor actor, Instant now) {
    if (!current.belongsTo(actor.account())) {
      return new AdCampaignOutcome.NotFound();
    }
    AdCampaignStatus status = current.status();
    if (status != null && !status.mayBePaused()) {
      return new AdCampaignOutcome.NotAllowed(status);
    }
    Instant ended = current.endedBy(now);
    if (ended != null) {
      end(unpauseOf(id, actor, now, ended));
    }
    return AdCampaignOutcome.show(current.reading(), campaign -> campaign.shownAt(now));
  }

  /// Ends a pause that is over, best effort: the campaign counts as active already, and the sweep
  /// ends what this does not.
  private void end(CampaignUnpause unpause) {
    try {
      if (records.unpause(unpause)
          instanceof StatusWrite.Applied<StoredAdCampaign>(StoredAdCampaign before)) {
        disarm(before);
      }
    } catch (StoreUnavailableException e) {
      // It is left to the schedule or the sweep.
    }
  }

  private static AdCampaignOutcome confirmed(StoredAdCampaign found, Actor actor, Instant now) {
    if (!found.belongsTo(actor.account())) {
      return new AdCampaignOutcome.NotFound();
    }
    return found.status() == AdCampaignStatus.ACTIVE
        ? AdCampaignOutcome.show(found.reading(), campaign -> campaign.shownAt(now))
        : new AdCampaignOutcome.Unconfirmed();
  }
}
