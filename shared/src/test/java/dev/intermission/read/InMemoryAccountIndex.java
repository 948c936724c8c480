package dev.intermission.read;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaignId;
import dev.intermission.store.Stored;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The index of an account's records in memory, and batch reads of records. Switches let the index
/// lag, a batch come back in part, or somebody else in between.
public final class InMemoryAccountIndex<S, T> implements AccountRecords<S, T> {
  /// A record's row, whatever the time is.
  ///
  /// @param adCampaign of an ad; empty for a campaign
  public record Entry<S>(
      AccountId account,
      IndexKey position,
      String adCampaign,
      Function<Instant, @Nullable S> status) {}

  private static final Comparator<Entry<?>> OLDEST_FIRST =
      Comparator.<Entry<?>, String>comparing(entry -> entry.position().createdAt())
          .thenComparing(entry -> entry.position().id());

  private final Supplier<List<Entry<S>>> present;
  private final Function<String, Optional<Stored<T>>> item;
  private final Deque<Integer> answered = new ArrayDeque<>();
  private final List<Set<String>> batches = new ArrayList<>();
  private final List<Integer> stretches = new ArrayList<>();
  private @Nullable List<Entry<S>> old;
  private @Nullable Runnable beforeBatch;
  private boolean hasNoCampaigns;

  public InMemoryAccountIndex(
      Supplier<List<Entry<S>>> present, Function<String, Optional<Stored<T>>> item) {
    this.present = present;
    this.item = item;
  }

  /// From now on it shows the rows as they are now.
  public void lag() {
    old = present.get();
  }

  /// From now on there is no index of the ads of campaigns.
  public void dropCampaigns() {
    hasNoCampaigns = true;
  }

  /// The next batches return so many ids only.
  public void answerOnly(Integer... counts) {
    answered.addAll(List.of(counts));
  }

  /// Runs once, between the index and the records.
  public void beforeNextBatch(Runnable hook) {
    beforeBatch = hook;
  }

  /// Counts calls anew.
  public void forget() {
    stretches.clear();
    batches.clear();
  }

  /// How many rows each call read, in order.
  public List<Integer> stretches() {
    return List.copyOf(stretches);
  }

  /// The ids that were asked for, call by call.
  public List<Set<String>> batches() {
    return List.copyOf(batches);
  }

  @Override
  public Optional<AccountRows<S>> rows(IndexRange stretch, Instant now) {
    AdCampaignId campaign = stretch.adCampaign();
    if (campaign != null && hasNoCampaigns) {
      return Optional.empty();
    }
    if (stretch.created().isEmpty()
        || (stretch.after() != null && !stretch.created().contains(stretch.after().createdAt()))) {
      throw new IllegalArgumentException("DynamoDB refuses a range that is none");
    }
    Comparator<Entry<?>> order = stretch.newestFirst() ? OLDEST_FIRST.reversed() : OLDEST_FIRST;
    IndexKey after = stretch.after();
    Entry<S> place =
        after == null ? null : new Entry<>(stretch.account(), after, "", ignored -> null);
    List<Entry<S>> behind =
        (old == null ? present.get() : old)
            .stream()
                .filter(entry ->
                    campaign == null
                        ? entry.account().equals(stretch.account())
                        : entry.adCampaign().equals(campaign.value()))
                .filter(entry -> stretch.created().contains(entry.position().createdAt()))
                .filter(entry -> place == null || order.compare(entry, place) > 0)
                .sorted(order)
                .toList();
    List<AccountRows.Row<S>> rows =
        behind.stream()
            .limit(stretch.limit())
            .map(entry ->
                new AccountRows.Row<>(entry.position(), entry.account(), entry.status().apply(now)))
            .toList();
    stretches.add(rows.size());
    // As DynamoDB: whether anything follows is not known when the limit is just reached.
    return Optional.of(new AccountRows<>(rows, behind.size() < stretch.limit()));
  }

  @Override
  public BatchResult<T> findAll(Set<String> ids) {
    if (ids.isEmpty() || ids.size() > 100) {
      throw new IllegalArgumentException("DynamoDB refuses a batch of " + ids.size());
    }
    Runnable hook = beforeBatch;
    beforeBatch = null;
    if (hook != null) {
      hook.run();
    }
    batches.add(Set.copyOf(ids));
    int left = answered.isEmpty() ? ids.size() : answered.pop();
    Map<String, Stored<T>> found = new HashMap<>();
    Set<String> unanswered = new HashSet<>();
    for (String id : ids) {
      if (left-- > 0) {
        item.apply(id).ifPresent(stored -> found.put(id, stored));
      } else {
        unanswered.add(id);
      }
    }
    return new BatchResult<>(found, unanswered);
  }
}
