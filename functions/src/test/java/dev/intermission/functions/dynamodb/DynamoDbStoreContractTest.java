package dev.intermission.functions.dynamodb;

import dev.intermission.functions.TestStack;
import dev.intermission.store.AdCampaignStoreContract;
import dev.intermission.store.AdStoreContract;
import org.junit.jupiter.api.Nested;

/// The real store keeps the contract that the store in memory keeps: so what the simulation shows
/// counts for it. [StoresAgreeTest] has the same at random.
class DynamoDbStoreContractTest {
  private static final TestStack STACK = new TestStack();

  @Nested
  class OfAdCampaigns extends AdCampaignStoreContract {
    OfAdCampaigns() {
      super(new DynamoDbAdCampaignTables(STACK));
    }
  }

  @Nested
  class OfAds extends AdStoreContract {
    OfAds() {
      super(new DynamoDbAdTables(STACK));
    }
  }
}
