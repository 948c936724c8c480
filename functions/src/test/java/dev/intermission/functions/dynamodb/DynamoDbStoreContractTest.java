package dev.intermission.functions.dynamodb;

import dev.intermission.functions.TestStack;
import dev.intermission.store.AdCampaignStoreContract;
import dev.intermission.store.AdStoreContract;
import org.junit.jupiter.api.Nested;

/// The real store keeps the same contract as the store in memory. So the simulation's results count
/// for it. [StoresAgreeTest] has the same at random.
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
