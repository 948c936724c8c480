package dev.intermission.simulation;

import dev.intermission.access.Grants;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.change.Ask;
import dev.intermission.change.KeyedChange;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.metrics.Metrics;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import dev.intermission.once.KeptResponses;
import dev.intermission.once.KeyedRequest;
import dev.intermission.once.KeyedResult;
import dev.intermission.once.Retry;
import dev.intermission.pause.PauseIds;
import dev.intermission.pause.PauseRecords;
import dev.intermission.pause.ShortMemory;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.DisarmTimer;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import dev.intermission.resume.Timer;
import dev.intermission.simulation.Call.Fault;
import dev.intermission.store.StoreUnavailableException;
import dev.intermission.store.Stored;
import dev.intermission.store.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All ports of one invocation, for one run of its program. Each call returns its recorded result,
/// or the program stands still before it.
final class Ports
    implements PauseRecords<AdCampaign>,
        DuePauses,
        Grants,
        KeptResponses,
        ArmTimer,
        DisarmTimer,
        Retry,
        Metrics,
        PauseIds,
        Waiting,
        InstantSource {
  /// So long after its start a request begins no further try.
  private static final Duration TIME_FOR_TRIES = Duration.ofSeconds(12);

  private static final Set<Fault> OF_READS = EnumSet.of(Fault.REFUSED);
  private static final Set<Fault> OF_WRITES =
      EnumSet.of(Fault.REFUSED, Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LATE);
  private static final Set<Fault> OF_TRANSACTIONS =
      EnumSet.of(Fault.REFUSED, Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LATE, Fault.CONFLICT);
  private static final Set<Fault> OF_REPEATED_WRITES =
      EnumSet.of(Fault.REFUSED, Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LATE, Fault.TWICE);

  private final World world;
  private final Invocation invocation;
  private int position;
  private int pauseIds;
  private boolean anyPauseIsMine;
  private boolean sawBadRow;

  Ports(World world, Invocation invocation) {
    this.world = world;
    this.invocation = invocation;
  }

  Rules rules() {
    return world.rules();
  }

  String nonce(String idThatTheClientChose) {
    return rules().nonce(invocation.number(), idThatTheClientChose);
  }

  private <T> T call(
      String what, Set<Fault> faults, Supplier<T> effect, Supplier<T> unclear, long notBefore) {
    if (position < invocation.journal().size()) {
      return again();
    }
    throw new Suspended(new Call(what, faults, effect::get, unclear::get, notBefore));
  }

  private <T> T call(String what, Set<Fault> faults, Supplier<T> effect) {
    return call(
        what,
        faults,
        effect,
        () -> {
          throw Call.unavailable();
        },
        0);
  }

  /// Records a value that takes no time and cannot fail.
  private <T> T atOnce(Supplier<T> value) {
    if (position == invocation.journal().size()) {
      invocation.note(Entry.answered(value.get()));
    }
    return again();
  }

  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private <T> T again() {
    // The same call, and so a result of the same type.
    return (T) invocation.journal().get(position++).again();
  }

  /// The end that a client asked for, as stored; null if it is refused.
  @Nullable Instant accepted(Instant until, Instant now) {
    return this.<Optional<Instant>>atOnce(
            () -> Optional.ofNullable(rules().accepted(until.toString(), now)))
        .orElse(null);
  }

  // Campaigns.

  @Override
  public UpdateResult<AdCampaign> update(StatusUpdate update) {
    if (update.ask() instanceof Ask.Pause(PauseId pauseId, Instant until)) {
      if (rules().armsFirst() && pauseId != null && until != null) {
        create(new Timer(update.id(), pauseId, until), update.at());
      }
      if (rules().disarmsFirst()) {
        find(update.id())
            .map(Stored::state)
            .map(PauseState::timedPause)
            .ifPresent(replaced -> disarm(replaced, Duration.ZERO));
      }
    }
    return clear(update, () -> world.store().update(update));
  }

  private UpdateResult<AdCampaign> clear(
      StatusUpdate update, Supplier<UpdateResult<AdCampaign>> write) {
    String what = update.ask() instanceof Ask.Pause ? "pause" : "unpause";
    UpdateResult<AdCampaign> result = call(what, OF_WRITES, write, UpdateResult.Unknown::new, 0);
    if (!(result instanceof UpdateResult.Unknown)) {
      return result;
    }
    return switch (rules().unclear()) {
      case TOLD -> result;
      case REPEATED -> call(what + " again", OF_READS, write);
      case TAKEN_FOR_DONE -> new UpdateResult.Applied<>(find(update.id()).orElseThrow());
      case TAKEN_FOR_REFUSED -> new UpdateResult.Refused<>(find(update.id()).orElseThrow());
      case ANY_PAUSE_IS_MINE -> {
        anyPauseIsMine = true;
        yield result;
      }
    };
  }

  @Override
  public Optional<Stored<AdCampaign>> find(RecordId id) {
    Optional<Stored<AdCampaign>> found = call("find", OF_READS, () -> world.store().find(id));
    return anyPauseIsMine ? found.map(this::asMine) : found;
  }

  private Stored<AdCampaign> asMine(Stored<AdCampaign> stored) {
    PauseState state = Objects.requireNonNull(stored.state());
    PauseId mine = rules().freshPauseId(invocation.number(), 1);
    return new Stored<>(
        stored.account(),
        new PauseState(state.status(), mine, state.until(), state.inDueIndex()),
        stored.revision(),
        stored.parsed());
  }

  @Override
  public ResumeResult resume(ResumeUpdate asked) {
    ResumeUpdate resume =
        new ResumeUpdate(
            asked.id(),
            asked.pauseId(),
            asked.pausedUntil(),
            asked.changedBy(),
            rules().resumeTime(asked));
    if (sawBadRow) {
      throw Call.unavailable();
    }
    ResumeResult write = call("resume", OF_REPEATED_WRITES, () -> world.store().resume(resume));
    sawBadRow = write instanceof ResumeResult.Impossible && rules().stopsAtBadRows();
    return write;
  }

  @Override
  public List<? extends DuePauses.Part> parts() {
    return world.store().parts();
  }

  @Override
  public DuePage due(DuePauses.Part part, Instant notAfter, DuePage.@Nullable Cursor after) {
    // A part that never has rows is no step.
    boolean isEmpty = !world.store().mayHaveRows(part) || !rules().isSwept(part);
    DuePage page =
        position == invocation.journal().size() && isEmpty
            ? atOnce(() -> new DuePage(List.of(), List.of(), null))
            : call("due", OF_READS, () -> world.store().due(part, notAfter, after));
    return rules().readsOn() ? page : new DuePage(page.rows(), page.unreadable(), null);
  }

  @Override
  public boolean forget(RecordId id, PauseState seen) {
    return rules().cleansUp()
        && call("forget", OF_REPEATED_WRITES, () -> world.store().forget(id, seen));
  }

  @Override
  public Optional<Set<Scope>> find(Holder.Grantee grantee, AccountId account) {
    return call("find grant", OF_READS, () -> world.grant()).scopes();
  }

  // Kept responses.

  @Override
  public Optional<KeptResponse> find(IdempotencyKey key, Instant now) {
    Optional<KeptResponse> found =
        call("find kept response", OF_READS, () -> world.store().find(key, now));
    return found.map(response -> rules().found(response, asked(key)));
  }

  private KeyedRequest asked(IdempotencyKey key) {
    Request request = invocation.request();
    return new KeyedRequest(key, request.fingerprint(), nonce(request.chosenId()));
  }

  @Override
  public KeyedResult keep(KeptResponse response, @Nullable KeyedChange change, Instant now) {
    KeyedResult write =
        call(
            "keep",
            OF_TRANSACTIONS,
            () -> world.store().keep(response, change, now),
            () -> KeyedResult.UNKNOWN,
            0);
    if (write == KeyedResult.APPLIED && !rules().keepsResponseInTheSameStep()) {
      call(
          "keep later",
          OF_READS,
          () -> {
            world.store().keepLater(response);
            return write;
          });
    }
    return write;
  }

  // The timer, as SchedulerArmTimer and SchedulerDisarmTimer have it.

  @Override
  public ArmTimer.Result arm(Timer timer, Instant now) {
    return new ArmTimer.Result(create(timer, now) || !rules().tellsOfFailedTimers(), Duration.ZERO);
  }

  private boolean create(Timer timer, Instant now) {
    if (rules().remembersFailedTimers()) {
      note(timer.pauseId().value());
    }
    if (!rules().armsAgain() && !isMine(timer.pauseId())) {
      return true;
    }
    try {
      return call(
          "create schedule",
          OF_REPEATED_WRITES,
          () -> world.create(timer, rules().fireTime(timer.until(), now)));
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /// The memory of every other process. It remembers whatever it was told, and for ever; those
  /// between have forgotten it.
  ShortMemory armed() {
    return new ShortMemory() {
      @Override
      public boolean has(String pause, Instant now) {
        return atOnce(() -> isOfAnOldProcess() && world.remembers(pause));
      }

      @Override
      public void add(String pause, Instant now) {
        note(pause);
      }
    };
  }

  private void note(String pause) {
    boolean ignored =
        atOnce(() -> {
          world.remember(pause);
          return true;
        });
  }

  /// A memory in which, in every other process, every record was missed before.
  ShortMemory missed() {
    return new ShortMemory() {
      @Override
      public boolean has(String record, Instant now) {
        return isOfAnOldProcess();
      }

      @Override
      public void add(String record, Instant now) {}
    };
  }

  private boolean isOfAnOldProcess() {
    return invocation.number() % 2 == 0;
  }

  @Override
  public void disarm(PauseId replaced, Duration spent) {
    try {
      boolean ignored =
          call(
              "delete schedule",
              OF_REPEATED_WRITES,
              () -> {
                world.delete(replaced);
                return true;
              });
    } catch (StoreUnavailableException e) {
      // It stays.
    }
  }

  private boolean isMine(PauseId pauseId) {
    return pauseId.value().startsWith("p" + invocation.number() + "-");
  }

  // Calls that take no time.

  @Override
  public void record(Measure measure, long value) {
    if (measure == Measure.TIMER_NOT_ARMED) {
      boolean ignored =
          atOnce(() -> {
            world.invariants().timerNotArmed(invocation);
            return true;
          });
    }
  }

  @Override
  public PauseId next() {
    return rules().freshPauseId(invocation.number(), ++pauseIds);
  }

  @Override
  public Instant instant() {
    return atOnce(() -> world.clockOf(invocation));
  }

  /// The wait makes no difference of its own: anything may happen between two calls.
  @Override
  public boolean again(int failures) {
    return elapsed().compareTo(TIME_FOR_TRIES) < 0;
  }

  /// The time since the invocation began, on a clock that never jumps.
  Duration elapsed() {
    return atOnce(() -> Duration.ofMillis(world.now() - invocation.start()));
  }

  @Override
  public Instant until(Instant time) {
    return call(
        "wait",
        EnumSet.noneOf(Fault.class),
        () -> Objects.requireNonNull(world.clockOf(invocation)),
        () -> time,
        time.toEpochMilli() - invocation.offset());
  }
}
