package dev.intermission.pause;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Outcome;
import dev.intermission.change.Ask;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.once.Attempt;
import dev.intermission.resume.DisarmTimer;
import java.time.Instant;

/// Makes a paused ad campaign active again and forgets its pause. No schedule of that pause can do
/// anything any more. Unpausing an active campaign changes nothing.
public final class UnpauseAdCampaign {
  private final Change.Kind<AdCampaign> campaigns;

  /// @param records where campaigns are
  public UnpauseAdCampaign(
      PauseRecords<AdCampaign> records, AccountAccess access, DisarmTimer disarmTimer) {
    this.campaigns = new Change.Kind<>(records, access, Timers.disarming(disarmTimer));
  }

  /// Unpauses a campaign, with or without a key.
  public Attempt<Outcome<AdCampaign>> unpause(AdCampaignId id, Caller caller, Instant now) {
    return new Change<>(
        campaigns, Operation.UNPAUSE_AD_CAMPAIGN, id, new Ask.Unpause(), caller, now);
  }
}
