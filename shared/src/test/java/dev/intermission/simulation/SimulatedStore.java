package dev.intermission.simulation;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.RecordId;
import dev.intermission.model.Samples;
import dev.intermission.once.KeptResponse;
import dev.intermission.resume.DuePauses;
import dev.intermission.store.InMemoryStore;
import dev.intermission.store.Item;
import dev.intermission.store.Kind;

/// The tables of campaigns and of kept responses. The due index is only as new as it was last told
/// to be, and a listener hears of every write.
final class SimulatedStore extends InMemoryStore<AdCampaign> {
  /// Hears of every write that changes something.
  interface Listener {
    void changed(RecordId id, Item before, Item after);

    void kept(KeptResponse response);
  }

  /// A page of the index, small enough that a few rows fill it.
  static final int PAGE_SIZE = 2;

  private final Rules rules;
  private final Listener listener;

  SimulatedStore(Rules rules, Listener listener) {
    super(Kind.AD_CAMPAIGNS, rules);
    this.rules = rules;
    this.listener = listener;
  }

  private SimulatedStore(SimulatedStore other, Listener listener) {
    super(other);
    this.rules = other.rules;
    this.listener = listener;
  }

  SimulatedStore copy(Listener to) {
    return new SimulatedStore(this, to);
  }

  /// Puts an item there that nobody wrote.
  void begin(RecordId id, Item item) {
    put(Samples.campaign(id.value(), AdCampaignStatus.ACTIVE), item);
    catchUp(id);
  }

  /// Puts another item there, as the platform may.
  void put(RecordId id, Item item) {
    change(id, before -> item);
  }

  /// Whether any campaign could have a row in that part of the index.
  boolean mayHaveRows(DuePauses.Part part) {
    return ids().stream().anyMatch(id -> partOf(id).equals(part));
  }

  void addTo(StateHash hash) {
    ids().forEach(id -> hash.add(item(id)));
    dueRows().forEach(hash::add);
    responses().forEach(response -> hash.add(response.key().key()).add(response.response()));
  }

  @Override
  protected void follow(RecordId id) {}

  @Override
  protected int pageSize() {
    return PAGE_SIZE;
  }

  @Override
  protected void changed(RecordId id, Item before, Item after) {
    listener.changed(id, before, after);
  }

  @Override
  protected void keep(KeptResponse response) {
    if (rules.keepsResponseInTheSameStep()) {
      keepLater(response);
    }
  }

  /// Keeps a response in a step of its own, which is a mistake.
  void keepLater(KeptResponse response) {
    super.keep(response);
    listener.kept(response);
  }
}
