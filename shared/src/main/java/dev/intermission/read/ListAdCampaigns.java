package dev.intermission.read;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.store.Waiting;
import java.time.Instant;
import java.time.InstantSource;

/// Shows the ad campaigns of an account, a page at a time. A pause whose time has passed counts as
/// over, as everywhere.
public final class ListAdCampaigns {
  private final PageReader<AdCampaignStatus, AdCampaign> pages;

  /// @param records where the campaigns are
  /// @param budget of each page
  /// @param waiting lets a store that is busy catch up
  /// @param clock tells until when to wait
  public ListAdCampaigns(
      AccountRecords<AdCampaignStatus, AdCampaign> records,
      AccountAccess access,
      PageBudget budget,
      Waiting waiting,
      InstantSource clock) {
    pages =
        new PageReader<>(
            records,
            access,
            budget,
            (filter, campaign) -> filter.shows(campaign.state().status(), campaign.createdAt()),
            waiting,
            clock);
  }

  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public ListOutcome<AdCampaign> list(
      AccountList<AdCampaignStatus> list, PageRequest page, Caller caller, Instant now) {
    return pages.read(list, page, caller, now);
  }
}
