package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ads in memory, with exactly the conditions that the port states, each call one step under one
/// lock. Switches make it fail, or let somebody else in between two steps.
public final class InMemoryAds implements AdRecords {
  /// An item.
  ///
  /// @param status what a decision rests on; null when it is not on the list
  /// @param broken the attribute that keeps the item from being read whole; null when none does
  public record Item(
      @Nullable AccountId account,
      @Nullable AdStatus status,
      Ad ad,
      @Nullable String changedBy,
      int rev,
      @Nullable String broken) {
    private StoredAd read() {
      return new StoredAd(
          account,
          status,
          new Rev(rev),
          broken == null
              ? new Reading.Whole<>(ad)
              : new Reading.Broken<>(new ItemError("ads", ad.id().value(), broken)));
    }
  }

  /// What the item's `rev` was.
  private record Rev(int rev) implements Revision {}

  private final Map<AdId, Item> items = new HashMap<>();
  private final InMemoryAccountIndex<AdStatus, Ad> index =
      new InMemoryAccountIndex<>(
          this::entries, id -> AdId.parse(id).map(items::get).map(Item::read));
  private InMemoryAdCampaigns.@Nullable LostAnswer lostAnswer;
  private @Nullable Runnable beforeFind;
  private boolean pauseUnavailable;
  private boolean findUnavailable;
  private int finds;

  public synchronized void put(Ad ad) {
    items.put(ad.id(), new Item(ad.account(), ad.status(), ad, null, 0, null));
  }

  public synchronized void putBroken(Ad ad, @Nullable AdStatus status, String attribute) {
    items.put(ad.id(), new Item(ad.account(), status, ad, null, 0, attribute));
  }

  public synchronized void remove(AdId id) {
    items.remove(id);
  }

  public synchronized Item item(AdId id) {
    return Objects.requireNonNull(items.get(id), "no item " + id);
  }

  /// The answer to the next pause gets lost.
  public synchronized void loseNextAnswer(InMemoryAdCampaigns.LostAnswer how) {
    lostAnswer = how;
  }

  public synchronized void makePauseUnavailable() {
    pauseUnavailable = true;
  }

  public synchronized void makeFindUnavailable() {
    findUnavailable = true;
  }

  /// Runs once, between the use case and the next read.
  public synchronized void beforeNextFind(Runnable hook) {
    beforeFind = hook;
  }

  public synchronized int finds() {
    return finds;
  }

  /// What lists are read from.
  public InMemoryAccountIndex<AdStatus, Ad> index() {
    return index;
  }

  private synchronized List<InMemoryAccountIndex.Entry<AdStatus>> entries() {
    List<InMemoryAccountIndex.Entry<AdStatus>> entries = new ArrayList<>();
    items.forEach((id, item) -> {
      if (item.account() != null) {
        entries.add(
            new InMemoryAccountIndex.Entry<>(
                item.account(),
                new Position(Timestamps.write(item.ad().createdAt()), id.value()),
                item.ad().adCampaignId(),
                now -> item.status()));
      }
    });
    return entries;
  }

  @Override
  public Optional<AccountRows<AdStatus>> rows(Stretch stretch, Instant now) {
    return index.rows(stretch, now);
  }

  @Override
  public synchronized Batch<Ad> findAll(Set<String> ids) {
    return index.findAll(ids);
  }

  @Override
  public synchronized StatusWrite<StoredAd> change(AdChange change) {
    if (pauseUnavailable) {
      throw unavailable();
    }
    InMemoryAdCampaigns.LostAnswer lost = lostAnswer;
    lostAnswer = null;
    if (lost == InMemoryAdCampaigns.LostAnswer.NOT_CARRIED_OUT) {
      return new StatusWrite.Unknown<>();
    }
    StatusWrite<StoredAd> write = write(change);
    return lost == null ? write : new StatusWrite.Unknown<>();
  }

  private StatusWrite<StoredAd> write(AdChange change) {
    Item item = items.get(change.id());
    if (item == null) {
      return new StatusWrite.Missing<>();
    }
    if (!change.account().equals(item.account()) || item.status() != change.from()) {
      return new StatusWrite.Refused<>(item.read());
    }
    items.put(
        change.id(),
        new Item(
            item.account(),
            change.to(),
            item.ad().changedTo(change.to(), change.at()),
            change.changedBy(),
            item.rev() + 1,
            item.broken()));
    return new StatusWrite.Applied<>(item.read());
  }

  /// The part of a transaction that is about an ad.
  ///
  /// @return whether its condition held; if not, nothing was done
  synchronized boolean apply(KeyedChange change) {
    return switch (change) {
      case KeyedChange.ChangeAd(AdChange asked, Revision seen) ->
          isStill(asked.id(), seen) && write(asked) instanceof StatusWrite.Applied;
      case KeyedChange.LeaveAd(AdId id, Revision seen) -> isStill(id, seen);
      case KeyedChange.PauseCampaign ignored -> throw new IllegalArgumentException("a campaign");
      case KeyedChange.UnpauseCampaign ignored -> throw new IllegalArgumentException("a campaign");
      case KeyedChange.LeaveCampaign ignored -> throw new IllegalArgumentException("a campaign");
    };
  }

  private boolean isStill(AdId id, Revision seen) {
    return items.containsKey(id) && new Rev(item(id).rev()).equals(seen);
  }

  @Override
  public synchronized Optional<StoredAd> find(AdId id) {
    finds++;
    Runnable hook = beforeFind;
    beforeFind = null;
    if (hook != null) {
      hook.run();
    }
    if (findUnavailable) {
      throw unavailable();
    }
    return Optional.ofNullable(items.get(id)).map(Item::read);
  }

  private static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("out for a test", new IllegalStateException("test"));
  }
}
