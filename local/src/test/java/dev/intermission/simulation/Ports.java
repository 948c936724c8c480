package dev.intermission.simulation;

import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.idempotency.KeyedRequest;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.port.AccountRows;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.Alarm;
import dev.intermission.port.ArmTimer;
import dev.intermission.port.Batch;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DisarmTimer;
import dev.intermission.port.DuePage;
import dev.intermission.port.DueShard;
import dev.intermission.port.Grants;
import dev.intermission.port.IdempotencyKey;
import dev.intermission.port.KeptAnswer;
import dev.intermission.port.KeptAnswers;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.KeyedWrite;
import dev.intermission.port.Metrics;
import dev.intermission.port.PauseIds;
import dev.intermission.port.ResumeWrite;
import dev.intermission.port.Retry;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoreUnavailableException;
import dev.intermission.port.StoredAdCampaign;
import dev.intermission.port.Stretch;
import dev.intermission.port.Waiting;
import dev.intermission.simulation.Call.Fault;
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

/// All ports of one invocation, for one run of its program: each call is answered as it was before,
/// or the program stands still before it.
final class Ports
    implements AdCampaignRecords,
        Grants,
        KeptAnswers,
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

  /// What takes no time and cannot fail.
  private <T> T atOnce(Supplier<T> value) {
    if (position == invocation.journal().size()) {
      invocation.note(Entry.answered(value.get()));
    }
    return again();
  }

  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private <T> T again() {
    // The same call, and so an answer of the same type.
    return (T) invocation.journal().get(position++).again();
  }

  /// The end that a client asked for, as it is stored; null if it is refused.
  @Nullable Instant accepted(Instant until, Instant now) {
    return this.<Optional<Instant>>atOnce(
            () -> Optional.ofNullable(rules().accepted(until.toString(), now)))
        .orElse(null);
  }

  // Campaigns.

  @Override
  public StatusWrite<StoredAdCampaign> pause(CampaignPause pause) {
    Instant until = pause.until();
    if (rules().armsFirst() && until != null) {
      create(new Alarm(pause.id(), pause.pauseId(), until), pause.at());
    }
    if (rules().disarmsFirst()) {
      find(pause.id())
          .filter(found -> found.pausedUntil() != null)
          .map(StoredAdCampaign::pauseId)
          .ifPresent(replaced -> disarm(replaced, Duration.ZERO));
    }
    return clear(pause.id(), "pause", () -> world.store().pause(pause));
  }

  @Override
  public StatusWrite<StoredAdCampaign> unpause(CampaignUnpause unpause) {
    return clear(unpause.id(), "unpause", () -> world.store().unpause(unpause));
  }

  private StatusWrite<StoredAdCampaign> clear(
      AdCampaignId id, String what, Supplier<StatusWrite<StoredAdCampaign>> write) {
    StatusWrite<StoredAdCampaign> written =
        call(what, OF_WRITES, write, StatusWrite.Unknown::new, 0);
    if (!(written instanceof StatusWrite.Unknown)) {
      return written;
    }
    return switch (rules().unclear()) {
      case TOLD -> written;
      case REPEATED -> call(what + " again", OF_READS, write);
      case TAKEN_FOR_DONE -> new StatusWrite.Applied<>(find(id).orElseThrow());
      case TAKEN_FOR_REFUSED -> new StatusWrite.Refused<>(find(id).orElseThrow());
      case ANY_PAUSE_IS_MINE -> {
        anyPauseIsMine = true;
        yield written;
      }
    };
  }

  @Override
  public Optional<StoredAdCampaign> find(AdCampaignId id) {
    Optional<StoredAdCampaign> found = call("find", OF_READS, () -> world.store().find(id));
    return anyPauseIsMine
        ? found.map(item ->
            new StoredAdCampaign(
                item.account(),
                item.status(),
                rules().freshPauseId(invocation.number(), 1),
                item.pausedUntil(),
                item.inDueIndex(),
                item.revision(),
                item.reading()))
        : found;
  }

  @Override
  public ResumeWrite resume(CampaignResume asked) {
    CampaignResume resume =
        new CampaignResume(
            asked.id(),
            asked.pauseId(),
            asked.pausedUntil(),
            asked.changedBy(),
            rules().resumeTime(asked));
    if (sawBadRow) {
      throw Call.unavailable();
    }
    ResumeWrite write = call("resume", OF_REPEATED_WRITES, () -> world.store().resume(resume));
    sawBadRow = write instanceof ResumeWrite.Impossible && rules().stopsAtBadRows();
    return write;
  }

  @Override
  public DuePage due(DueShard shard, Instant notAfter, DuePage.@Nullable Cursor after) {
    // A shard that never has rows is no step.
    boolean isEmpty = !world.store().mayHaveRows(shard) || !rules().isSwept(shard);
    DuePage page =
        position == invocation.journal().size() && isEmpty
            ? atOnce(() -> new DuePage(List.of(), List.of(), null))
            : call("due", OF_READS, () -> world.store().due(shard, notAfter, after));
    return rules().readsOn() ? page : new DuePage(page.rows(), page.unreadable(), null);
  }

  @Override
  public boolean forgetPause(AdCampaignId id, StoredAdCampaign seen) {
    return rules().cleansUp()
        && call("forget", OF_REPEATED_WRITES, () -> world.store().forgetPause(id, seen));
  }

  @Override
  public Optional<AccountRows<AdCampaignStatus>> rows(Stretch stretch, Instant now) {
    return world.store().rows(stretch, now);
  }

  @Override
  public Batch<AdCampaign> findAll(Set<String> ids) {
    return world.store().findAll(ids);
  }

  @Override
  public Optional<Set<Scope>> find(Holder.Grantee grantee, AccountId account) {
    return call("find grant", OF_READS, () -> world.grant()).scopes();
  }

  // Kept answers.

  @Override
  public Optional<KeptAnswer> find(IdempotencyKey key, Instant now) {
    Optional<KeptAnswer> found =
        call("find kept answer", OF_READS, () -> world.store().find(key, now));
    return found.map(answer -> rules().found(answer, asked(key)));
  }

  private KeyedRequest asked(IdempotencyKey key) {
    Request request = invocation.request();
    return new KeyedRequest(key, request.fingerprint(), nonce(request.chosenId()));
  }

  @Override
  public KeyedWrite keep(KeptAnswer answer, @Nullable KeyedChange change, Instant now) {
    KeyedWrite write =
        call(
            "keep",
            OF_TRANSACTIONS,
            () -> world.store().keep(answer, change, now),
            () -> KeyedWrite.UNKNOWN,
            0);
    if (write == KeyedWrite.APPLIED && !rules().keepsAnswerInTheSameStep()) {
      call(
          "keep later",
          OF_READS,
          () -> {
            world.store().keepLater(answer);
            return write;
          });
    }
    return write;
  }

  // The timer, as SchedulerArmTimer and SchedulerDisarmTimer have it.

  @Override
  public ArmTimer.Result arm(Alarm alarm, Instant now) {
    return new ArmTimer.Result(create(alarm, now) || !rules().tellsOfFailedTimers(), Duration.ZERO);
  }

  private boolean create(Alarm alarm, Instant now) {
    if (!rules().armsAgain() && !isMine(alarm.pauseId())) {
      return true;
    }
    try {
      return call(
          "create schedule",
          OF_REPEATED_WRITES,
          () -> world.create(alarm, rules().fireTime(alarm.until(), now)));
    } catch (StoreUnavailableException e) {
      return false;
    }
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

  // What takes no time.

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
