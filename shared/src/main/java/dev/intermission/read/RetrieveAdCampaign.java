package dev.intermission.read;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Seen;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.store.Records;
import java.time.Instant;

/// Shows an ad campaign to a caller of its account.
public final class RetrieveAdCampaign {
  private final Retrieval<AdCampaign> retrieval;

  /// @param records where campaigns are
  public RetrieveAdCampaign(Records<AdCampaign> records, AccountAccess access) {
    this.retrieval = new Retrieval<>(Operation.RETRIEVE_AD_CAMPAIGN, records, access);
  }

  /// Shows a campaign as it is at that time.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Seen<AdCampaign> retrieve(AdCampaignId id, Caller caller, Instant now) {
    return retrieval.retrieve(id, caller, now);
  }
}
