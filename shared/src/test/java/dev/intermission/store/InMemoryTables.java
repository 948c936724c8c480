package dev.intermission.store;

import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.Pausable;
import dev.intermission.model.RecordId;
import dev.intermission.model.Samples;
import dev.intermission.once.KeptResponses;
import dev.intermission.pause.PauseRecords;
import dev.intermission.resume.DuePauses;
import java.util.function.Function;

/// The store in memory, with an immediate index, as DynamoDB Local has it.
public final class InMemoryTables<R extends Pausable<R>> implements TimedTables<R> {
  private final InMemoryStore<R> store;
  private final Function<String, R> sample;

  private InMemoryTables(InMemoryStore<R> store, Function<String, R> sample) {
    this.store = store;
    this.sample = sample;
  }

  public static InMemoryTables<AdCampaign> ofAdCampaigns() {
    return new InMemoryTables<>(
        new InMemoryStore<>(Kind.AD_CAMPAIGNS, new StoreRules()) {
          @Override
          protected int pageSize() {
            return 2;
          }
        },
        id -> Samples.campaign(id, AdCampaignStatus.ACTIVE));
  }

  public static InMemoryTables<Ad> ofAds() {
    return new InMemoryTables<>(
        new InMemoryStore<>(Kind.ADS, new StoreRules()), id -> Samples.ad(id, AdStatus.ACTIVE));
  }

  @Override
  public PauseRecords<R> records() {
    return store;
  }

  @Override
  public KeptResponses responses() {
    return store;
  }

  @Override
  public DuePauses duePauses() {
    return store;
  }

  @Override
  public DuePauses.Part partOf(RecordId id) {
    return InMemoryStore.partOf(id);
  }

  @Override
  public void put(RecordId id, Item item) {
    store.put(sample.apply(id.value()), item);
  }

  @Override
  public Item item(RecordId id) {
    return store.item(id);
  }
}
