package dev.intermission.pause;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Outcome;
import dev.intermission.change.Ask;
import dev.intermission.metrics.Metrics;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.once.Attempt;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.DisarmTimer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Pauses an ad campaign, without an end or until a time. The newest request wins.
public final class PauseAdCampaign {
  private final Change.Kind<AdCampaign> campaigns;
  private final PauseIds pauseIds;

  /// @param records where campaigns are
  public PauseAdCampaign(
      PauseRecords<AdCampaign> records,
      AccountAccess access,
      ArmTimer armTimer,
      DisarmTimer disarmTimer,
      PauseIds pauseIds,
      Metrics metrics) {
    Timers timers = new ArmingTimers(armTimer, disarmTimer, metrics);
    this.campaigns = new Change.Kind<>(records, access, timers);
    this.pauseIds = pauseIds;
  }

  /// Pauses a campaign, with or without a key. All tries of one request are for one pause.
  ///
  /// @param until what [PausedUntil] accepted; null for a pause without an end
  public Attempt<Outcome<AdCampaign>> pause(
      AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    Ask pause = new Ask.Pause(pauseIds.next(), until);
    return new Change<>(campaigns, Operation.PAUSE_AD_CAMPAIGN, id, pause, caller, now);
  }
}
