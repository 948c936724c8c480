package dev.intermission.simulation;

import dev.intermission.functions.TestStack;
import org.junit.jupiter.api.Nested;

/// One contract, two stores: what the simulation shows counts for the real store as far as both
/// keep it. [SimulatedStoreTest] has the same at random.
class StoreContractTest {
  private static final TestStack STACK = new TestStack();

  @Nested
  class OverDynamoDbLocal extends StoreContract {
    OverDynamoDbLocal() {
      super(new DynamoDbStores(STACK));
    }
  }

  @Nested
  class Simulated extends StoreContract {
    Simulated() {
      super(new SimulatedStores());
    }
  }
}
