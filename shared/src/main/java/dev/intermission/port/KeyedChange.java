package dev.intermission.port;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdId;

/// What is done to a record, or asked of it, in the step that keeps an answer. Each asks that the
/// record still is as it was seen when the answer was built.
public sealed interface KeyedChange {
  /// What the record was in when it was read.
  Revision seen();

  /// Pauses or unpauses an ad.
  record ChangeAd(AdChange change, Revision seen) implements KeyedChange {}

  /// Leaves an ad as it is.
  record LeaveAd(AdId id, Revision seen) implements KeyedChange {}

  /// Pauses a campaign. The condition: as of [AdCampaignRecords#pause], but that it may be in the
  /// asked state already.
  record PauseCampaign(CampaignPause pause, Revision seen) implements KeyedChange {}

  /// Unpauses a campaign. The condition: as of [AdCampaignRecords#unpause].
  record UnpauseCampaign(CampaignUnpause unpause, Revision seen) implements KeyedChange {}

  /// Leaves a campaign as it is.
  record LeaveCampaign(AdCampaignId id, Revision seen) implements KeyedChange {}
}
