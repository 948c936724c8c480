package dev.intermission.read;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.model.Ad;
import dev.intermission.model.AdStatus;
import dev.intermission.store.Waiting;
import java.time.Instant;
import java.time.InstantSource;

/// Shows the ads of an account or of one of its campaigns, page by page.
public final class ListAds {
  private final PageReader<AdStatus, Ad> pages;

  /// @param records where the ads are
  /// @param budget of each page
  /// @param waiting lets a store that is busy catch up
  /// @param clock tells until when to wait
  public ListAds(
      AccountRecords<AdStatus, Ad> records,
      AccountAccess access,
      PageBudget budget,
      Waiting waiting,
      InstantSource clock) {
    pages =
        new PageReader<>(
            records,
            access,
            budget,
            (filter, ad) ->
                filter.shows(ad.state().status(), ad.createdAt())
                    && filter.showsAdsOf(ad.details().adCampaignId()),
            waiting,
            clock);
  }

  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public ListOutcome<Ad> list(
      AccountList<AdStatus> list, PageRequest page, Caller caller, Instant now) {
    return pages.read(list, page, caller, now);
  }
}
