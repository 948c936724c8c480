package dev.intermission.simulation;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.port.AccountRows;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.Batch;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DuePage;
import dev.intermission.port.DuePause;
import dev.intermission.port.DueShard;
import dev.intermission.port.IdempotencyKey;
import dev.intermission.port.KeptAnswer;
import dev.intermission.port.KeptAnswers;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.KeyedWrite;
import dev.intermission.port.ResumeWrite;
import dev.intermission.port.Revision;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAdCampaign;
import dev.intermission.port.Stretch;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The tables of campaigns and of kept answers as DynamoDB has them: every call is one step, and
/// the index of due pauses is only as new as it was last told to be. [SimulatedStoreTest] holds it
/// against DynamoDB Local.
final class SimulatedStore implements AdCampaignRecords, KeptAnswers {
  /// Hears of every write that changes something.
  interface Listener {
    void changed(AdCampaignId id, Item before, Item after);

    void kept(KeptAnswer answer);
  }

  /// A page of the index, small enough that a few rows fill it.
  static final int PAGE_SIZE = 2;

  private record After(DuePause row) implements DuePage.Cursor {}

  private static final Comparator<AdCampaignId> BY_ID = Comparator.comparing(AdCampaignId::value);
  private static final Comparator<DuePause> OLDEST_FIRST =
      Comparator.comparing(DuePause::pausedUntil).thenComparing(row -> row.id().value());

  private final Rules rules;
  private final Listener listener;
  private final Map<AdCampaignId, Item> items = new TreeMap<>(BY_ID);
  private final Map<AdCampaignId, DuePause> dueIndex = new TreeMap<>(BY_ID);
  private final Map<IdempotencyKey, KeptAnswer> answers =
      new TreeMap<>(Comparator.comparing(IdempotencyKey::key));

  /// Items so broken that no resume of them can be carried out.
  private final Set<AdCampaignId> unresumable = new TreeSet<>(BY_ID);

  SimulatedStore(Rules rules, Listener listener) {
    this.rules = rules;
    this.listener = listener;
  }

  SimulatedStore copy(Listener to) {
    SimulatedStore copy = new SimulatedStore(rules, to);
    copy.items.putAll(items);
    copy.dueIndex.putAll(dueIndex);
    copy.answers.putAll(answers);
    copy.unresumable.addAll(unresumable);
    return copy;
  }

  // What a simulation sees and does beside the ports.

  Item item(AdCampaignId id) {
    return Objects.requireNonNull(items.get(id), id.value());
  }

  Set<AdCampaignId> ids() {
    return items.keySet();
  }

  /// Puts an item there that nobody wrote.
  void begin(AdCampaignId id, Item item) {
    items.put(id, item);
    catchUp(id);
  }

  void makeUnresumable(AdCampaignId id) {
    unresumable.add(id);
  }

  void put(AdCampaignId id, Item item) {
    Item before = item(id);
    if (!item.equals(before)) {
      items.put(id, item);
      listener.changed(id, before, item);
    }
  }

  boolean indexLags(AdCampaignId id) {
    return !Objects.equals(dueIndex.get(id), row(id));
  }

  void catchUp(AdCampaignId id) {
    DuePause row = row(id);
    if (row == null) {
      dueIndex.remove(id);
    } else {
      dueIndex.put(id, row);
    }
  }

  private @Nullable DuePause row(AdCampaignId id) {
    Item item = item(id);
    Instant until = item.until();
    return item.due() && until != null ? new DuePause(id, item.pauseId(), until) : null;
  }

  /// Whether there is a campaign that could have a row in that shard.
  boolean mayHaveRows(DueShard shard) {
    return items.keySet().stream().anyMatch(id -> DueShard.of(id).equals(shard));
  }

  void addTo(StateHash hash) {
    items.values().forEach(hash::add);
    dueIndex.values().forEach(hash::add);
    answers.values().forEach(answer -> hash.add(answer.key().key()).add(answer.body()));
  }

  // Campaigns.

  @Override
  public StatusWrite<StoredAdCampaign> pause(CampaignPause pause) {
    return write(
        pause.id(),
        item -> rules.mayBePaused(item) && !rules.isAlready(item, pause),
        item -> rules.paused(item, pause));
  }

  @Override
  public StatusWrite<StoredAdCampaign> unpause(CampaignUnpause unpause) {
    return write(
        unpause.id(),
        item -> rules.mayBeUnpaused(item, unpause),
        item -> rules.unpaused(item, unpause));
  }

  private StatusWrite<StoredAdCampaign> write(
      AdCampaignId id, Predicate<Item> condition, UnaryOperator<Item> change) {
    Item item = items.get(id);
    if (item == null) {
      return new StatusWrite.Missing<>();
    }
    if (!condition.test(item)) {
      return new StatusWrite.Refused<>(item.stored(id));
    }
    put(id, change.apply(item));
    return new StatusWrite.Applied<>(item.stored(id));
  }

  @Override
  public Optional<StoredAdCampaign> find(AdCampaignId id) {
    return Optional.ofNullable(items.get(id)).map(item -> item.stored(id));
  }

  @Override
  public ResumeWrite resume(CampaignResume resume) {
    Item item = items.get(resume.id());
    if (item == null) {
      return new ResumeWrite.Missing();
    }
    if (!rules.mayEnd(item, resume)) {
      return new ResumeWrite.Refused(item.stored(resume.id()));
    }
    if (unresumable.contains(resume.id())) {
      return new ResumeWrite.Impossible();
    }
    put(resume.id(), rules.ended(item, resume));
    return new ResumeWrite.Resumed();
  }

  @Override
  public DuePage due(DueShard shard, Instant notAfter, DuePage.@Nullable Cursor after) {
    List<DuePause> rows =
        dueIndex.values().stream()
            .filter(row -> DueShard.of(row.id()).equals(shard))
            .filter(row -> row.pausedUntil().getEpochSecond() <= notAfter.getEpochSecond())
            .filter(
                row -> !(after instanceof After(var last)) || OLDEST_FIRST.compare(row, last) > 0)
            .sorted(OLDEST_FIRST)
            .limit(PAGE_SIZE)
            .toList();
    return new DuePage(
        rows, List.of(), rows.size() == PAGE_SIZE ? new After(rows.getLast()) : null);
  }

  @Override
  public boolean forgetPause(AdCampaignId id, StoredAdCampaign seen) {
    Item item = items.get(id);
    if (item == null || !rules.isAsSeen(item, seen)) {
      return false;
    }
    put(id, rules.cleaned(item));
    return true;
  }

  @Override
  public Optional<AccountRows<AdCampaignStatus>> rows(Stretch stretch, Instant now) {
    throw new UnsupportedOperationException("lists have no part in this");
  }

  @Override
  public Batch<AdCampaign> findAll(Set<String> ids) {
    throw new UnsupportedOperationException("lists have no part in this");
  }

  // Kept answers.

  @Override
  public Optional<KeptAnswer> find(IdempotencyKey key, Instant now) {
    return Optional.ofNullable(answers.get(key)).filter(answer -> answer.keptUntil().isAfter(now));
  }

  @Override
  public KeyedWrite keep(KeptAnswer answer, @Nullable KeyedChange change, Instant now) {
    if (rules.isTaken(answers.get(answer.key()), now)) {
      return KeyedWrite.KEY_TAKEN;
    }
    if (change != null && !apply(change)) {
      return KeyedWrite.MOVED;
    }
    if (rules.keepsAnswerInTheSameStep()) {
      keepLater(answer);
    }
    return KeyedWrite.APPLIED;
  }

  /// Keeps an answer, as nobody should in a step of its own.
  void keepLater(KeptAnswer answer) {
    answers.put(answer.key(), answer);
    listener.kept(answer);
  }

  private boolean apply(KeyedChange change) {
    return switch (change) {
      case KeyedChange.PauseCampaign(CampaignPause pause, Revision seen) ->
          write(
                  pause.id(),
                  item -> rules.mayBePaused(item) && rules.isAsRead(item, seen),
                  item -> rules.paused(item, pause))
              instanceof StatusWrite.Applied;
      case KeyedChange.UnpauseCampaign(CampaignUnpause unpause, Revision seen) ->
          write(
                  unpause.id(),
                  item -> rules.mayBeUnpaused(item, unpause) && rules.isAsRead(item, seen),
                  item -> rules.unpaused(item, unpause))
              instanceof StatusWrite.Applied;
      case KeyedChange.LeaveCampaign(AdCampaignId id, Revision seen) ->
          write(id, item -> rules.mayBeLeft(item, seen), item -> item)
              instanceof StatusWrite.Applied;
      case KeyedChange.ChangeAd ignored -> throw new UnsupportedOperationException("an ad");
      case KeyedChange.LeaveAd ignored -> throw new UnsupportedOperationException("an ad");
    };
  }
}
