package dev.intermission.store;

import dev.intermission.change.Ask;
import dev.intermission.change.KeyedChange;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.Pausable;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import dev.intermission.once.KeptResponses;
import dev.intermission.once.KeyedResult;
import dev.intermission.pause.PauseRecords;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Records of one kind and kept responses in memory. As in DynamoDB, each call is one step; its
/// conditions and effects are those of [StoreRules], and nothing goes wrong. [FaultyStore] has the
/// faults.
///
/// @param <R> the kind of record
public class InMemoryStore<R extends Pausable<R>>
    implements PauseRecords<R>, DuePauses, KeptResponses {
  private static final Comparator<RecordId> BY_ID = Comparator.comparing(RecordId::value);

  private final Kind<R> kind;
  private final StoreRules rules;

  /// The records as they were put, for what Intermission does not own.
  private final Map<RecordId, R> records = new TreeMap<>(BY_ID);

  private final Map<RecordId, Item> items = new TreeMap<>(BY_ID);
  private final DueIndex dueIndex;
  private final Map<IdempotencyKey, KeptResponse> responses =
      new TreeMap<>(Comparator.comparing(IdempotencyKey::owner).thenComparing(IdempotencyKey::key));

  public InMemoryStore(Kind<R> kind, StoreRules rules) {
    this(kind, rules, new DueIndex());
  }

  private InMemoryStore(Kind<R> kind, StoreRules rules, DueIndex dueIndex) {
    this.kind = kind;
    this.rules = rules;
    this.dueIndex = dueIndex;
  }

  /// A copy, which goes its own way.
  protected InMemoryStore(InMemoryStore<R> other) {
    this(other.kind, other.rules, new DueIndex(other.dueIndex));
    records.putAll(other.records);
    items.putAll(other.items);
    responses.putAll(other.responses);
  }

  // ------------------------------------------------------------------ beside the ports

  /// Puts a record there as if Intermission had never written it.
  public void put(R record) {
    put(record, Item.of(record));
  }

  /// Puts a record there whose item has that attribute broken.
  public void putBroken(R record, String attribute) {
    put(record, Item.of(record).broken(attribute));
  }

  /// Puts a record there whose item is that one.
  public synchronized void put(R record, Item item) {
    RecordId id = kind.id().apply(record);
    records.put(id, record);
    items.put(id, item);
    follow(id);
  }

  /// Changes an item behind everybody's back, as the platform may.
  public synchronized void change(RecordId id, UnaryOperator<Item> change) {
    write(id, change.apply(item(id)));
  }

  public synchronized void remove(RecordId id) {
    records.remove(id);
    items.remove(id);
    follow(id);
  }

  public synchronized Item item(RecordId id) {
    return Objects.requireNonNull(items.get(id), () -> "no item " + id);
  }

  /// The record as the platform put it.
  protected final R record(RecordId id) {
    return Objects.requireNonNull(records.get(id), () -> "no record " + id);
  }

  public synchronized Set<RecordId> ids() {
    return items.keySet();
  }

  /// All kept responses, those past their time among them.
  public synchronized Collection<KeptResponse> responses() {
    return responses.values();
  }

  /// The part of the index in which a record's row is.
  public static DuePauses.Part partOf(RecordId id) {
    return DueIndex.partOf(id);
  }

  final DueIndex dueIndex() {
    return dueIndex;
  }

  /// The rows that the index shows.
  public synchronized Collection<DuePause> dueRows() {
    return dueIndex.rows();
  }

  /// Whether the index shows something else than the item.
  public synchronized boolean indexLags(RecordId id) {
    return dueIndex.lags(id, items.get(id));
  }

  /// Lets the index show the item as it is.
  public synchronized void catchUp(RecordId id) {
    dueIndex.show(id, items.get(id));
  }

  // ------------------------------------------------------------------ what another store may add

  /// Lets the index follow a write: here at once.
  protected void follow(RecordId id) {
    catchUp(id);
  }

  /// Hears of every write that changes an item.
  protected void changed(RecordId id, Item before, Item after) {}

  /// Keeps a response, in the step in which its change is made.
  protected void keep(KeptResponse response) {
    responses.put(response.key(), response);
  }

  /// The most rows of a page of the index.
  protected int pageSize() {
    return 100;
  }

  // ------------------------------------------------------------------ pauses

  @Override
  public synchronized Optional<Stored<R>> find(RecordId id) {
    return Optional.ofNullable(items.get(id)).map(item -> stored(id, item));
  }

  private Stored<R> stored(RecordId id, Item item) {
    return kind.read(record(id), item);
  }

  @Override
  public synchronized UpdateResult<R> update(StatusUpdate update) {
    Item item = items.get(update.id());
    if (item == null) {
      return new UpdateResult.Missing<>();
    }
    Stored<R> found = stored(update.id(), item);
    boolean isAlready =
        update.ask() instanceof Ask.Pause pause && rules.isAlready(item.state(), pause);
    if (isAlready || !mayBeMade(update, item)) {
      return new UpdateResult.Refused<>(found);
    }
    make(update, item);
    return new UpdateResult.Applied<>(found);
  }

  private boolean mayBeMade(StatusUpdate update, Item item) {
    PauseState found = item.readState();
    return found != null
        && update.account().equals(kind.account(record(update.id()), item))
        && switch (update.ask()) {
          case Ask.Pause ignored -> rules.mayBePaused(found);
          case Ask.Unpause ignored -> rules.mayBeUnpaused(found, update);
        };
  }

  private void make(StatusUpdate update, Item item) {
    write(
        update.id(),
        switch (update.ask()) {
          case Ask.Pause ignored -> rules.paused(item, update);
          case Ask.Unpause ignored -> rules.unpaused(item, update);
        });
  }

  private void write(RecordId id, Item item) {
    Item before = item(id);
    if (!item.equals(before)) {
      items.put(id, item);
      follow(id);
      changed(id, before, item);
    }
  }

  // ------------------------------------------------------------------ ends of pauses

  @Override
  public synchronized ResumeResult resume(ResumeUpdate resume) {
    Item item = items.get(resume.id());
    if (item == null) {
      return new ResumeResult.Missing();
    }
    PauseState found = item.readState();
    if (found == null || !rules.mayEnd(found, resume)) {
      return new ResumeResult.Refused(stored(resume.id(), item));
    }
    if ("rev".equals(item.broken())) {
      return new ResumeResult.Impossible();
    }
    write(resume.id(), rules.ended(item, resume));
    return new ResumeResult.Resumed();
  }

  @Override
  public List<? extends DuePauses.Part> parts() {
    return DueIndex.PARTS;
  }

  @Override
  public synchronized DuePage due(
      DuePauses.Part part, Instant notAfter, DuePage.@Nullable Cursor after) {
    return dueIndex.page(part, notAfter, after, pageSize());
  }

  @Override
  public synchronized boolean forget(RecordId id, PauseState seen) {
    Item item = items.get(id);
    if (item == null || item.readState() == null || !rules.isAsSeen(item.state(), seen)) {
      return false;
    }
    write(id, rules.cleaned(item));
    return true;
  }

  // ------------------------------------------------------------------ kept responses

  @Override
  public synchronized Optional<KeptResponse> find(IdempotencyKey key, Instant now) {
    return Optional.ofNullable(responses.get(key))
        .filter(response -> response.keptUntil().isAfter(now));
  }

  @Override
  public synchronized KeyedResult keep(
      KeptResponse response, @Nullable KeyedChange change, Instant now) {
    if (rules.isTaken(responses.get(response.key()), now)) {
      return KeyedResult.KEY_TAKEN;
    }
    if (change != null && !make(change)) {
      return KeyedResult.MOVED;
    }
    keep(response);
    return KeyedResult.APPLIED;
  }

  private boolean make(KeyedChange change) {
    return switch (change) {
      case KeyedChange.Update(StatusUpdate update, var seen) -> {
        Item item = items.get(update.id());
        if (item == null || !rules.isAsRead(item, seen) || !mayBeMade(update, item)) {
          yield false;
        }
        make(update, item);
        yield true;
      }
      case KeyedChange.Check(RecordId id, var seen) -> {
        Item item = items.get(id);
        yield item != null && rules.mayBeLeft(item, seen);
      }
    };
  }
}
