package dev.intermission.pause;

import dev.intermission.access.Caller;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.ItemError;
import dev.intermission.port.Reading;
import dev.intermission.port.StoredAdCampaign;
import java.time.Instant;
import java.util.Optional;

/// Shows an ad campaign to a caller of its account.
public final class RetrieveAdCampaign {
  private final AdCampaignRecords records;

  /// @param records where the records are
  public RetrieveAdCampaign(AdCampaignRecords records) {
    this.records = records;
  }

  /// What became of the request.
  public sealed interface Outcome {
    /// @param campaign as it is at the request's time
    record Found(AdCampaign campaign) implements Outcome {}

    /// No such record, or another account's.
    record NotFound() implements Outcome {}

    /// The item breaks the contract.
    record Unreadable(ItemError error) implements Outcome {}
  }

  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked
  public Outcome retrieve(AdCampaignId id, Caller caller, Instant now) {
    Optional<StoredAdCampaign> stored =
        records.find(id).filter(found -> found.belongsTo(caller.account()));
    if (stored.isEmpty()) {
      return new Outcome.NotFound();
    }
    return switch (stored.get().reading()) {
      case Reading.Whole<AdCampaign>(AdCampaign campaign) ->
          new Outcome.Found(campaign.shownAt(now));
      case Reading.Broken<AdCampaign>(ItemError error) -> new Outcome.Unreadable(error);
    };
  }
}
