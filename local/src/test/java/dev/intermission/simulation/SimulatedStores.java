package dev.intermission.simulation;

import dev.intermission.model.AdCampaignId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.KeptAnswer;
import dev.intermission.port.KeptAnswers;

/// The simulated store with an index that never lags, as DynamoDB Local has it.
final class SimulatedStores implements Stores {
  private final SimulatedStore store =
      new SimulatedStore(
          new Rules(),
          new SimulatedStore.Listener() {
            @Override
            public void changed(AdCampaignId id, Item before, Item after) {
              catchUp(id);
            }

            @Override
            public void kept(KeptAnswer answer) {}
          });

  private void catchUp(AdCampaignId id) {
    store.catchUp(id);
  }

  @Override
  public AdCampaignRecords campaigns() {
    return store;
  }

  @Override
  public KeptAnswers answers() {
    return store;
  }

  @Override
  public void put(AdCampaignId id, Item item) {
    store.begin(id, item);
  }

  @Override
  public Item item(AdCampaignId id) {
    return store.item(id);
  }
}
