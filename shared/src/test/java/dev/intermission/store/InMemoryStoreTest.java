package dev.intermission.store;

import org.junit.jupiter.api.Nested;

/// The store in memory keeps the contract for both kinds of record.
class InMemoryStoreTest {
  @Nested
  class OfAdCampaigns extends AdCampaignStoreContract {
    OfAdCampaigns() {
      super(InMemoryTables.ofAdCampaigns());
    }
  }

  @Nested
  class OfAds extends AdStoreContract {
    OfAds() {
      super(InMemoryTables.ofAds());
    }
  }
}
