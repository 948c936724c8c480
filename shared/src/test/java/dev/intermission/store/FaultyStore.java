package dev.intermission.store;

import dev.intermission.change.KeyedChange;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.Pausable;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.model.Status;
import dev.intermission.model.Timestamps;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import dev.intermission.once.KeyedResult;
import dev.intermission.read.AccountRecords;
import dev.intermission.read.AccountRows;
import dev.intermission.read.BatchResult;
import dev.intermission.read.InMemoryAccountIndex;
import dev.intermission.read.IndexKey;
import dev.intermission.read.IndexRange;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The store in memory with switches for faults. They make it fail, lag, or let somebody else in
/// between two steps. It has the lists of its records too.
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // hooks run outside of the lock
public final class FaultyStore<S extends Status, R extends Pausable<R>> extends InMemoryStore<R>
    implements AccountRecords<S, R> {
  /// The steps that a hook can be put before.
  public enum Step {
    UPDATE,
    FIND,
    RESUME,
    DUE,
    FORGET,
    FIND_ANSWER,
    KEEP
  }

  /// A response that never arrives.
  public enum LostResponse {
    NOT_CARRIED_OUT,
    CARRIED_OUT
  }

  private final InMemoryAccountIndex<S, R> index;
  private final Map<Step, Runnable> hooks = new EnumMap<>(Step.class);
  private final Map<Step, Integer> calls = new EnumMap<>(Step.class);
  private final Map<Step, LostResponse> lost = new EnumMap<>(Step.class);
  private final Set<Step> unavailableSteps = new HashSet<>();
  private final Set<RecordId> unavailableItems = new HashSet<>();
  private final Map<DuePauses.Part, Integer> unavailablePages = new HashMap<>();
  private final Map<DuePauses.Part, List<String>> unreadableRows = new HashMap<>();
  private final Set<RecordId> lagging = new HashSet<>();
  private final List<ResumeUpdate> resumes = new ArrayList<>();
  private @Nullable Runnable everyCall;
  private boolean keepsNothing;
  private int pageSize = 100;

  private FaultyStore(Kind<R> kind, Class<S> status) {
    super(kind, new StoreRules());
    index =
        new InMemoryAccountIndex<>(
            () -> entries(kind, status),
            id ->
                ids().stream().filter(it -> it.value().equals(id)).findAny().flatMap(super::find));
  }

  public static FaultyStore<AdCampaignStatus, AdCampaign> ofAdCampaigns() {
    return new FaultyStore<>(Kind.AD_CAMPAIGNS, AdCampaignStatus.class);
  }

  public static FaultyStore<AdStatus, Ad> ofAds() {
    return new FaultyStore<>(Kind.ADS, AdStatus.class);
  }

  // ------------------------------------------------------------------ switches

  /// The index keeps showing this row, whatever becomes of the item.
  public synchronized void lagWith(DuePause row) {
    lagging.add(row.id());
    dueIndex().show(row);
  }

  /// The index shows the items again.
  public synchronized void catchUp() {
    lagging.forEach(this::catchUp);
    lagging.clear();
  }

  /// The index holds a row that is no record's.
  public synchronized void addUnreadableRow(DuePauses.Part part, String id) {
    unreadableRows.computeIfAbsent(part, ignored -> new ArrayList<>()).add(id);
  }

  /// The response to the next step of that kind gets lost.
  public synchronized void loseNextResponse(Step step, LostResponse how) {
    lost.put(step, how);
  }

  public synchronized void makeUnavailable(Step step) {
    unavailableSteps.add(step);
  }

  /// Resumes and clean-ups of that item fail.
  public synchronized void makeUnavailable(RecordId id) {
    unavailableItems.add(id);
  }

  /// That page of the part, and the ones behind it, cannot be read.
  public synchronized void makeUnavailable(DuePauses.Part part, int page) {
    unavailablePages.put(part, page);
  }

  /// From now on no step can keep a response and change a record.
  public synchronized void keepNothing() {
    keepsNothing = true;
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
  public synchronized List<ResumeUpdate> resumes() {
    return List.copyOf(resumes);
  }

  /// The index that lists are read from; it has switches of its own.
  public InMemoryAccountIndex<S, R> index() {
    return index;
  }

  // ------------------------------------------------------------------ the store between them

  @Override
  protected void follow(RecordId id) {
    if (!lagging.contains(id)) {
      super.follow(id);
    }
  }

  @Override
  protected int pageSize() {
    return pageSize;
  }

  @Override
  public Optional<Stored<R>> find(RecordId id) {
    before(Step.FIND);
    return super.find(id);
  }

  @Override
  public UpdateResult<R> update(StatusUpdate update) {
    before(Step.UPDATE);
    return answered(Step.UPDATE, () -> super.update(update), UpdateResult.Unknown::new);
  }

  @Override
  public ResumeResult resume(ResumeUpdate resume) {
    synchronized (this) {
      resumes.add(resume);
    }
    before(Step.RESUME);
    failFor(resume.id());
    return super.resume(resume);
  }

  @Override
  public DuePage due(DuePauses.Part part, Instant notAfter, DuePage.@Nullable Cursor after) {
    before(Step.DUE);
    synchronized (this) {
      int page = after == null ? 0 : 1;
      if (page >= unavailablePages.getOrDefault(part, Integer.MAX_VALUE)) {
        throw unavailable();
      }
      DuePage due = super.due(part, notAfter, after);
      return after == null
          ? new DuePage(due.rows(), unreadableRows.getOrDefault(part, List.of()), due.next())
          : due;
    }
  }

  @Override
  public boolean forget(RecordId id, PauseState seen) {
    before(Step.FORGET);
    failFor(id);
    return super.forget(id, seen);
  }

  @Override
  public Optional<KeptResponse> find(IdempotencyKey key, Instant now) {
    before(Step.FIND_ANSWER);
    return super.find(key, now);
  }

  @Override
  public KeyedResult keep(KeptResponse response, @Nullable KeyedChange change, Instant now) {
    before(Step.KEEP);
    if (keepsNothing) {
      return KeyedResult.IMPOSSIBLE;
    }
    return answered(Step.KEEP, () -> super.keep(response, change, now), () -> KeyedResult.UNKNOWN);
  }

  /// Carries a step out, unless its response or the step itself is to be lost.
  private synchronized <T> T answered(Step step, Supplier<T> effect, Supplier<T> unclear) {
    LostResponse how = lost.remove(step);
    if (how == LostResponse.NOT_CARRIED_OUT) {
      return unclear.get();
    }
    T response = effect.get();
    return how == null ? response : unclear.get();
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

  private synchronized void failFor(RecordId id) {
    if (unavailableItems.contains(id)) {
      throw unavailable();
    }
  }

  private static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("out for a test", new IllegalStateException("test"));
  }

  // ------------------------------------------------------------------ lists

  @Override
  public Optional<AccountRows<S>> rows(IndexRange stretch, Instant now) {
    return index.rows(stretch, now);
  }

  @Override
  public BatchResult<R> findAll(Set<String> ids) {
    return index.findAll(ids);
  }

  private synchronized List<InMemoryAccountIndex.Entry<S>> entries(Kind<R> kind, Class<S> status) {
    List<InMemoryAccountIndex.Entry<S>> entries = new ArrayList<>();
    for (RecordId id : ids()) {
      R record = record(id);
      Item item = item(id);
      PauseState state = item.readState();
      if (kind.account(record, item) != null) {
        entries.add(
            new InMemoryAccountIndex.Entry<>(
                kind.account().apply(record),
                new IndexKey(Timestamps.write(kind.createdAt().apply(record)), id.value()),
                kind.adCampaign().apply(record),
                now -> state == null ? null : status.cast(state.shownAt(now).status())));
      }
    }
    return entries;
  }
}
