package dev.intermission.pause;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
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
  private final AccountAccess access;

  /// @param records where the records are
  public RetrieveAdCampaign(AdCampaignRecords records, AccountAccess access) {
    this.records = records;
    this.access = access;
  }

  /// What became of the request.
  public sealed interface Outcome {
    /// @param campaign as it is at the request's time
    record Found(AdCampaign campaign) implements Outcome {}

    /// No such record, or another account's.
    record NotFound() implements Outcome {}

    /// It is there, but its account did not grant that scope.
    record NotGranted(Scope scope) implements Outcome {}

    /// The item breaks the contract.
    record Unreadable(ItemError error) implements Outcome {}
  }

  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked
  public Outcome retrieve(AdCampaignId id, Caller caller, Instant now) {
    Optional<StoredAdCampaign> found = records.find(id);
    return switch (access.decide(
        Operation.RETRIEVE_AD_CAMPAIGN, caller, () -> found.flatMap(StoredAdCampaign::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) ->
          found
              .filter(stored -> stored.belongsTo(actor.account()))
              .map(stored -> show(stored, now))
              .orElseGet(Outcome.NotFound::new);
      case AccountAccess.Decision.NotFound() -> new Outcome.NotFound();
      case AccountAccess.Decision.NotGranted(Scope scope) -> new Outcome.NotGranted(scope);
    };
  }

  private static Outcome show(StoredAdCampaign stored, Instant now) {
    return switch (stored.reading()) {
      case Reading.Whole<AdCampaign>(AdCampaign campaign) ->
          new Outcome.Found(campaign.shownAt(now));
      case Reading.Broken<AdCampaign>(ItemError error) -> new Outcome.Unreadable(error);
    };
  }
}
