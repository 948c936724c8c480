package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Ad campaigns in memory, with exactly the conditions that the port states, each call one step
/// under one lock. Switches make it fail, lag, or let somebody else in between two steps.
public final class InMemoryAdCampaigns implements AdCampaignRecords {
  /// The steps that a hook can be put before.
  public enum Step {
    PAUSE,
    FIND,
    RESUME,
    DUE,
    FORGET
  }

  /// How a pause ends without a clear answer.
  public enum LostAnswer {
    NOT_CARRIED_OUT,
    CARRIED_OUT
  }

  /// An item, attribute by attribute.
  ///
  /// @param rest what Intermission does not own
  /// @param broken the attribute that keeps the item from being read whole; null when none does
  /// @param updatable false for an item that no resume can be carried out on
  public record Item(
      @Nullable AccountId account,
      @Nullable AdCampaignStatus status,
      @Nullable PauseId pauseId,
      @Nullable Instant pausedUntil,
      boolean inDueIndex,
      @Nullable String changedBy,
      Instant updatedAt,
      int rev,
      AdCampaign rest,
      @Nullable String broken,
      boolean updatable) {

    /// An item that holds that campaign, as our own writes would have left it.
    public static Item of(AdCampaign campaign) {
      return new Item(
          campaign.account(),
          campaign.status(),
          campaign.pauseId(),
          campaign.pausedUntil(),
          campaign.pausedUntil() != null,
          null,
          campaign.updatedAt(),
          0,
          campaign,
          null,
          true);
    }

    public Item withStatus(@Nullable AdCampaignStatus newStatus) {
      return new Item(
          account,
          newStatus,
          pauseId,
          pausedUntil,
          inDueIndex,
          changedBy,
          updatedAt,
          rev,
          rest,
          newStatus == null ? "status" : broken,
          updatable);
    }

    public Item withoutAccount() {
      return new Item(
          null,
          status,
          pauseId,
          pausedUntil,
          inDueIndex,
          changedBy,
          updatedAt,
          rev,
          rest,
          "account_id",
          updatable);
    }

    public Item withPause(
        @Nullable PauseId newPauseId, @Nullable Instant newUntil, boolean newInDueIndex) {
      return new Item(
          account,
          status,
          newPauseId,
          newUntil,
          newInDueIndex,
          changedBy,
          updatedAt,
          rev,
          rest,
          broken,
          updatable);
    }

    public Item broken(String attribute) {
      return new Item(
          account,
          status,
          pauseId,
          pausedUntil,
          inDueIndex,
          changedBy,
          updatedAt,
          rev,
          rest,
          attribute,
          updatable);
    }

    public Item withRev(int newRev) {
      return new Item(
          account,
          status,
          pauseId,
          pausedUntil,
          inDueIndex,
          changedBy,
          updatedAt,
          newRev,
          rest,
          broken,
          updatable);
    }

    public Item notUpdatable() {
      return new Item(
          account,
          status,
          pauseId,
          pausedUntil,
          inDueIndex,
          changedBy,
          updatedAt,
          rev,
          rest,
          "rev",
          false);
    }

    private Item written(
        AdCampaignStatus newStatus,
        @Nullable PauseId newPauseId,
        @Nullable Instant newUntil,
        String by,
        Instant at) {
      return new Item(
          account,
          newStatus,
          newPauseId,
          newUntil,
          newUntil != null,
          by,
          at,
          rev + 1,
          rest,
          broken,
          updatable);
    }

    private Item paused(CampaignPause pause) {
      return written(
          AdCampaignStatus.PAUSED,
          pause.pauseId(),
          pause.until(),
          pause.changedBy(),
          pause.at().truncatedTo(ChronoUnit.MILLIS));
    }

    private StoredAdCampaign read() {
      return new StoredAdCampaign(
          account, status, pauseId, pausedUntil, inDueIndex, new Rev(rev), reading());
    }

    private Reading<AdCampaign> reading() {
      if (broken != null || account == null || status == null) {
        return new Reading.Broken<>(
            new ItemError("ad_campaigns", rest.id().value(), broken == null ? "?" : broken));
      }
      return new Reading.Whole<>(
          new AdCampaign(
              rest.id(),
              account,
              rest.title(),
              status,
              rest.targetCountryCodes(),
              rest.platform(),
              rest.money(),
              rest.clicksCount(),
              rest.impressionsCount(),
              rest.purchasesCount(),
              pauseId,
              pausedUntil,
              rest.product(),
              rest.createdByUser(),
              rest.paymentMethod(),
              rest.billingLedgerAccountId(),
              rest.config(),
              rest.createdAt(),
              updatedAt));
    }
  }

  /// What the item's `rev` was.
  private record Rev(int rev) implements Revision {}

  private record After(Instant pausedUntil, String id) implements DuePage.Cursor {}

  private static final Comparator<DuePause> OLDEST_FIRST =
      Comparator.comparing(DuePause::pausedUntil).thenComparing(row -> row.id().value());

  private final Map<AdCampaignId, Item> items = new HashMap<>();
  private final Map<AdCampaignId, DuePause> staleRows = new HashMap<>();
  private final Map<DueShard, List<String>> unreadableRows = new HashMap<>();
  private final Map<Step, Runnable> hooks = new EnumMap<>(Step.class);
  private final Map<Step, Integer> calls = new EnumMap<>(Step.class);
  private final Set<Step> unavailableSteps = new HashSet<>();
  private final Set<AdCampaignId> unavailableItems = new HashSet<>();
  private final Map<DueShard, Integer> unavailablePages = new HashMap<>();
  private final List<CampaignResume> resumes = new ArrayList<>();
  private final InMemoryAccountIndex<AdCampaignStatus, AdCampaign> index =
      new InMemoryAccountIndex<>(
          this::entries, id -> AdCampaignId.parse(id).map(items::get).map(Item::read));
  private @Nullable LostAnswer lostAnswer;
  private @Nullable Runnable everyCall;
  private int pageSize = 100;

  // What the tests set and see.

  public synchronized void put(Item item) {
    items.put(item.rest().id(), item);
  }

  public void put(AdCampaign campaign) {
    put(Item.of(campaign));
  }

  public synchronized void remove(AdCampaignId id) {
    items.remove(id);
  }

  public synchronized Item item(AdCampaignId id) {
    return Objects.requireNonNull(items.get(id), "no item " + id);
  }

  /// Changes an item behind everybody's back, as the platform may.
  public synchronized void change(AdCampaignId id, Function<Item, Item> change) {
    items.put(id, change.apply(item(id)));
  }

  /// The index keeps showing this row, whatever becomes of the item.
  public synchronized void lagWith(DuePause row) {
    staleRows.put(row.id(), row);
  }

  /// The index shows the items again.
  public synchronized void catchUp() {
    staleRows.clear();
  }

  /// The index holds a row that is no campaign's.
  public synchronized void addUnreadableRow(DueShard shard, String id) {
    unreadableRows.computeIfAbsent(shard, ignored -> new ArrayList<>()).add(id);
  }

  /// The answer to the next pause gets lost.
  public synchronized void loseNextAnswer(LostAnswer how) {
    lostAnswer = how;
  }

  public synchronized void makeUnavailable(Step step) {
    unavailableSteps.add(step);
  }

  /// Resumes and clean-ups of that item fail.
  public synchronized void makeUnavailable(AdCampaignId id) {
    unavailableItems.add(id);
  }

  /// That page of the shard, and the ones behind it, cannot be read.
  public synchronized void makeUnavailable(DueShard shard, int page) {
    unavailablePages.put(shard, page);
  }

  /// Runs once, between the use case and the next step of that kind.
  public synchronized void beforeNext(Step step, Runnable hook) {
    hooks.put(step, hook);
  }

  /// Runs before every call.
  public synchronized void beforeEveryCall(Runnable hook) {
    everyCall = hook;
  }

  public synchronized void setPageSize(int rows) {
    pageSize = rows;
  }

  public synchronized int calls(Step step) {
    return calls.getOrDefault(step, 0);
  }

  /// Every resume that was asked for, in order.
  public synchronized List<CampaignResume> resumes() {
    return List.copyOf(resumes);
  }

  /// What lists are read from.
  public InMemoryAccountIndex<AdCampaignStatus, AdCampaign> index() {
    return index;
  }

  // The port.

  private synchronized List<InMemoryAccountIndex.Entry<AdCampaignStatus>> entries() {
    List<InMemoryAccountIndex.Entry<AdCampaignStatus>> entries = new ArrayList<>();
    items.forEach((id, item) -> {
      AdCampaignStatus status = item.status();
      if (item.account() != null) {
        entries.add(
            new InMemoryAccountIndex.Entry<>(
                item.account(),
                new Position(Timestamps.write(item.rest().createdAt()), id.value()),
                "",
                now -> status == null ? null : status.shownAt(now, item.pausedUntil())));
      }
    });
    return entries;
  }

  @Override
  public Optional<AccountRows<AdCampaignStatus>> rows(Stretch stretch, Instant now) {
    return index.rows(stretch, now);
  }

  @Override
  public Batch<AdCampaign> findAll(Set<String> ids) {
    return index.findAll(ids);
  }

  @Override
  public StatusWrite<StoredAdCampaign> pause(CampaignPause pause) {
    return answered(() -> write(pause));
  }

  @Override
  public StatusWrite<StoredAdCampaign> unpause(CampaignUnpause unpause) {
    return answered(() -> write(unpause));
  }

  /// Makes the write, unless its answer or the write itself is to be lost.
  private StatusWrite<StoredAdCampaign> answered(Supplier<StatusWrite<StoredAdCampaign>> write) {
    before(Step.PAUSE);
    synchronized (this) {
      LostAnswer lost = lostAnswer;
      lostAnswer = null;
      if (lost == LostAnswer.NOT_CARRIED_OUT) {
        return new StatusWrite.Unknown<>();
      }
      StatusWrite<StoredAdCampaign> written = write.get();
      return lost == null ? written : new StatusWrite.Unknown<>();
    }
  }

  private StatusWrite<StoredAdCampaign> write(CampaignPause pause) {
    Item item = items.get(pause.id());
    if (item == null) {
      return new StatusWrite.Missing<>();
    }
    boolean asAsked =
        item.status() == AdCampaignStatus.PAUSED
            && (pause.until() == null
                ? item.pausedUntil() == null
                : pause.until().equals(item.pausedUntil())
                    && item.pauseId() != null
                    && item.inDueIndex());
    boolean allowed =
        pause.account().equals(item.account())
            && item.status() != null
            && item.status().mayBePaused();
    if (!allowed || asAsked) {
      return new StatusWrite.Refused<>(item.read());
    }
    items.put(pause.id(), item.paused(pause));
    return new StatusWrite.Applied<>(item.read());
  }

  private StatusWrite<StoredAdCampaign> write(CampaignUnpause unpause) {
    Item item = items.get(unpause.id());
    if (item == null) {
      return new StatusWrite.Missing<>();
    }
    Instant until = item.pausedUntil();
    Instant ended = unpause.ended();
    boolean isTime =
        ended == null
            ? until == null || until.getEpochSecond() > unpause.at().getEpochSecond()
            : ended.equals(until);
    if (!unpause.account().equals(item.account())
        || item.status() != AdCampaignStatus.PAUSED
        || !isTime) {
      return new StatusWrite.Refused<>(item.read());
    }
    items.put(
        unpause.id(),
        item.written(
            AdCampaignStatus.ACTIVE,
            null,
            null,
            unpause.changedBy(),
            unpause.updatedAt().truncatedTo(ChronoUnit.MILLIS)));
    return new StatusWrite.Applied<>(item.read());
  }

  /// The part of a transaction that is about a campaign.
  ///
  /// @return whether its condition held; if not, nothing was done
  synchronized boolean apply(KeyedChange change) {
    return switch (change) {
      case KeyedChange.PauseCampaign(CampaignPause pause, Revision seen) -> {
        Item item = items.get(pause.id());
        if (item == null
            || !isStill(pause.id(), seen)
            || !pause.account().equals(item.account())
            || item.status() == null
            || !item.status().mayBePaused()) {
          yield false;
        }
        items.put(pause.id(), item.paused(pause));
        yield true;
      }
      case KeyedChange.UnpauseCampaign(CampaignUnpause unpause, Revision seen) ->
          isStill(unpause.id(), seen) && write(unpause) instanceof StatusWrite.Applied;
      case KeyedChange.LeaveCampaign(AdCampaignId id, Revision seen) -> isStill(id, seen);
      case KeyedChange.ChangeAd ignored -> throw new IllegalArgumentException("an ad");
      case KeyedChange.LeaveAd ignored -> throw new IllegalArgumentException("an ad");
    };
  }

  private boolean isStill(AdCampaignId id, Revision seen) {
    return items.containsKey(id) && new Rev(item(id).rev()).equals(seen);
  }

  @Override
  public Optional<StoredAdCampaign> find(AdCampaignId id) {
    before(Step.FIND);
    synchronized (this) {
      return Optional.ofNullable(items.get(id)).map(Item::read);
    }
  }

  @Override
  public ResumeWrite resume(CampaignResume resume) {
    synchronized (this) {
      resumes.add(resume);
    }
    before(Step.RESUME);
    synchronized (this) {
      failFor(resume.id());
      Item item = items.get(resume.id());
      if (item == null) {
        return new ResumeWrite.Missing();
      }
      Instant until = item.pausedUntil();
      boolean due =
          item.status() == AdCampaignStatus.PAUSED
              && resume.pauseId() != null
              && resume.pauseId().equals(item.pauseId())
              && until != null
              && until.equals(resume.pausedUntil())
              && until.getEpochSecond() <= resume.now().getEpochSecond();
      if (!due) {
        return new ResumeWrite.Refused(item.read());
      }
      if (!item.updatable()) {
        return new ResumeWrite.Impossible();
      }
      items.put(
          resume.id(),
          item.written(
              AdCampaignStatus.ACTIVE, null, null, resume.changedBy(), resume.pausedUntil()));
      return new ResumeWrite.Resumed();
    }
  }

  @Override
  public DuePage due(DueShard shard, Instant notAfter, DuePage.@Nullable Cursor after) {
    before(Step.DUE);
    synchronized (this) {
      int page = after == null ? 0 : 1;
      Integer unavailable = unavailablePages.get(shard);
      if (unavailable != null && page >= unavailable) {
        throw unavailable();
      }
      List<DuePause> rows =
          rows()
              .filter(row -> DueShard.of(row.id()).equals(shard))
              .filter(row -> row.pausedUntil().getEpochSecond() <= notAfter.getEpochSecond())
              .filter(row -> !(after instanceof After place) || isBehind(row, place))
              .sorted(OLDEST_FIRST)
              .toList();
      List<DuePause> shown = rows.stream().limit(pageSize).toList();
      DuePause last = shown.isEmpty() ? null : shown.getLast();
      return new DuePage(
          shown,
          after == null ? unreadableRows.getOrDefault(shard, List.of()) : List.of(),
          last != null && rows.size() > shown.size()
              ? new After(last.pausedUntil(), last.id().value())
              : null);
    }
  }

  private Stream<DuePause> rows() {
    Map<AdCampaignId, DuePause> rows = new HashMap<>();
    items.forEach((id, item) -> {
      if (item.inDueIndex() && item.pausedUntil() != null) {
        rows.put(id, new DuePause(id, item.pauseId(), item.pausedUntil()));
      }
    });
    rows.putAll(staleRows);
    return rows.values().stream();
  }

  private static boolean isBehind(DuePause row, After place) {
    int byTime = row.pausedUntil().compareTo(place.pausedUntil());
    return byTime > 0 || (byTime == 0 && row.id().value().compareTo(place.id()) > 0);
  }

  @Override
  public boolean forgetPause(AdCampaignId id, StoredAdCampaign seen) {
    before(Step.FORGET);
    synchronized (this) {
      failFor(id);
      Item item = items.get(id);
      if (item == null
          || item.status() != seen.status()
          || !Objects.equals(item.pauseId(), seen.pauseId())
          || !Objects.equals(item.pausedUntil(), seen.pausedUntil())) {
        return false;
      }
      items.put(id, item.withPause(null, null, false).withRev(item.rev() + 1));
      return true;
    }
  }

  private void before(Step step) {
    Runnable always;
    Runnable once;
    synchronized (this) {
      calls.merge(step, 1, Integer::sum);
      always = everyCall;
      once = hooks.remove(step);
    }
    if (always != null) {
      always.run();
    }
    if (once != null) {
      once.run();
    }
    synchronized (this) {
      if (unavailableSteps.contains(step)) {
        throw unavailable();
      }
    }
  }

  private void failFor(AdCampaignId id) {
    if (unavailableItems.contains(id)) {
      throw unavailable();
    }
  }

  private static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("out for a test", new IllegalStateException("test"));
  }
}
