package dev.intermission.pause;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.idempotency.Plan;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.StoredAdCampaign;
import java.util.Optional;

/// What an attempt to pause a campaign and one to unpause it have in common.
abstract class CampaignAttempt
    extends PlannedChange<AdCampaign, StoredAdCampaign, AdCampaignOutcome> {
  private final AdCampaignRecords records;
  private final AdCampaignId id;

  CampaignAttempt(
      AdCampaignRecords records,
      AccountAccess access,
      Operation operation,
      AdCampaignId id,
      Caller caller) {
    super(access, operation, caller);
    this.records = records;
    this.id = id;
  }

  /// Decides on a campaign in a status that may be paused.
  ///
  /// @param leave leaves it as it is
  abstract Plan<AdCampaignOutcome> plan(
      StoredAdCampaign found, AdCampaign campaign, Actor actor, KeyedChange leave);

  @Override
  final Optional<StoredAdCampaign> find() {
    return records.find(id);
  }

  @Override
  final AdCampaignOutcome notFound() {
    return new AdCampaignOutcome.NotFound();
  }

  @Override
  final AdCampaignOutcome notGranted(Scope scope) {
    return new AdCampaignOutcome.NotGranted(scope);
  }

  @Override
  final Plan<AdCampaignOutcome> plan(StoredAdCampaign found, AdCampaign campaign, Actor actor) {
    KeyedChange leave = new KeyedChange.LeaveCampaign(id, found.revision());
    return campaign.status().mayBePaused()
        ? plan(found, campaign, actor, leave)
        : Plan.Keep.of(new AdCampaignOutcome.NotAllowed(campaign.status()), leave, actor.account());
  }
}
