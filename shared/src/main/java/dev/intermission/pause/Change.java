package dev.intermission.pause;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Outcome;
import dev.intermission.access.Scope;
import dev.intermission.access.Seen;
import dev.intermission.change.Ask;
import dev.intermission.change.KeyedChange;
import dev.intermission.change.Ruling;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.AccountId;
import dev.intermission.model.Pausable;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.model.Status;
import dev.intermission.once.Attempt;
import dev.intermission.once.Plan;
import dev.intermission.store.Parsed;
import dev.intermission.store.Revision;
import dev.intermission.store.StoreUnavailableException;
import dev.intermission.store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Carries out what is asked of one record: pausing and unpausing, of every kind.
///
/// Without a key it is one conditional write, which is the moment when a change is accepted; the
/// [Ruling] judges the item that comes back. With a key it is find, rule, and one transaction.
/// Timers follow the commit, in [#fit] and nowhere else: whatever becomes of them, the pause
/// stands.
///
/// @param <R> the kind of record
final class Change<R extends Pausable<R>> implements Attempt<Outcome<R>> {
  private final Kind<R> kind;
  private final Operation operation;
  private final RecordId id;
  private final Ask ask;
  private final Caller caller;
  private final Instant now;

  /// All that changes of one kind of record have in common.
  ///
  /// @param records where they are
  /// @param timers follow a committed change
  record Kind<R>(PauseRecords<R> records, AccountAccess access, Timers timers) {}

  Change(Kind<R> kind, Operation operation, RecordId id, Ask ask, Caller caller, Instant now) {
    this.kind = kind;
    this.operation = operation;
    this.id = id;
    this.ask = ask;
    this.caller = caller;
    this.now = now;
  }

  // ------------------------------------------------------------------ without a key

  @Override
  public Outcome<R> make() {
    return switch (kind.access.decide(
        operation, caller, () -> kind.records.find(id).flatMap(Stored::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) -> write(update(actor, null));
      case AccountAccess.Denied denied -> Seen.withheld(denied);
    };
  }

  private Outcome<R> write(StatusUpdate update) {
    return switch (kind.records.update(update)) {
      case UpdateResult.Applied<R>(Stored<R> before) -> applied(update, before);
      case UpdateResult.Refused<R>(Stored<R> current) -> refused(update, current);
      case UpdateResult.Missing<R>() -> new Seen.NotFound<>();
      case UpdateResult.Unknown<R>() -> unclear(update);
    };
  }

  /// The condition has proved that the ruling lets the record change.
  private Outcome<R> applied(StatusUpdate update, Stored<R> before) {
    PauseState found = before.state();
    if (found != null) {
      fit(ask.next(found), found);
    }
    return Seen.show(
        before.parsed(),
        record -> record.changedTo(ask.next(record.state()), update.updatedAt()),
        record -> true);
  }

  private Outcome<R> refused(StatusUpdate update, Stored<R> current) {
    if (!current.belongsTo(update.account())) {
      return new Seen.NotFound<>();
    }
    PauseState found = current.state();
    if (found != null) {
      switch (Ruling.on(found, ask, now)) {
        case Ruling.NotAllowed(Status status) -> {
          return new Outcome.NotAllowed<>(status);
        }
        case Ruling.AlreadySo() -> fitAgain(found);
        case Ruling.Becomes(PauseState ignored, Instant ended) -> end(update, ended);
      }
    }
    // A pause that is over was shown so already, whether or not this request has ended it.
    return Seen.show(current.parsed(), record -> record.shownAt(now), record -> false);
  }

  /// Ends a pause that is over, best effort. The record counts as active already, and the sweep
  /// ends what this does not.
  private void end(StatusUpdate refused, @Nullable Instant ended) {
    if (ended == null) {
      return;
    }
    try {
      if (kind.records.update(refused.endedAt(ended)) instanceof UpdateResult.Applied<R>(var before)
          && before.state() != null) {
        fit(ask.next(before.state()), before.state());
      }
    } catch (StoreUnavailableException e) {
      // It is left to the schedule or the sweep.
    }
  }

  /// The record tells whether the write had its effect. It does so by the id of its pause, which is
  /// of one request alone, or else by the time of its last change.
  private Outcome<R> unclear(StatusUpdate update) {
    Stored<R> found = kind.records.find(id).orElse(null);
    if (found == null || !found.belongsTo(update.account())) {
      return new Seen.NotFound<>();
    }
    PauseState state = found.state();
    if (state == null || !ask.isDoneIn(state)) {
      return new Outcome.Unconfirmed<>();
    }
    fitAgain(state);
    return Seen.show(
        found.parsed(),
        record -> record.shownAt(now),
        record ->
            ask.hasIdOf(state) || record.updatedAt().equals(now.truncatedTo(ChronoUnit.MILLIS)));
  }

  // ------------------------------------------------------------------ with a key

  @Override
  public Plan<Outcome<R>> plan() {
    Optional<Stored<R>> found = kind.records.find(id);
    return switch (kind.access.decide(operation, caller, () -> found.flatMap(Stored::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) ->
          found
              .filter(stored -> stored.belongsTo(actor.account()))
              .map(stored -> plan(stored, actor))
              .orElseGet(() -> Plan.Keep.alone(new Seen.NotFound<>()));
      case AccountAccess.Decision.NotFound() -> Plan.Keep.alone(new Seen.NotFound<>());
      case AccountAccess.Decision.NotGranted(Scope scope) ->
          new Plan.NotKept<>(new Seen.NotGranted<>(scope));
    };
  }

  private Plan<Outcome<R>> plan(Stored<R> found, Actor actor) {
    return switch (found.parsed()) {
      case Parsed.Valid<R> valid -> plan(valid, found.revision(), actor);
      case Parsed.Invalid<R> ignored -> new Plan.WithoutKey<>();
    };
  }

  private Plan<Outcome<R>> plan(Parsed.Valid<R> item, Revision seen, Actor actor) {
    R record = item.record();
    PauseState found = record.state();
    KeyedChange check = new KeyedChange.Check(id, seen);
    return switch (Ruling.on(found, ask, now)) {
      case Ruling.NotAllowed(Status status) ->
          Plan.Keep.of(new Outcome.NotAllowed<>(status), check, actor.account());
      case Ruling.AlreadySo() ->
          new Plan.Keep<>(
              new Seen.Shown<>(record.shownAt(now), item.flaws(), false),
              check,
              actor.account(),
              found.isPaused() ? found.timedPause() : null,
              false,
              () -> fitAgain(found));
      case Ruling.Becomes(PauseState next, Instant ended) -> {
        StatusUpdate update = update(actor, ended);
        yield new Plan.Keep<>(
            new Seen.Shown<>(
                record.changedTo(next, update.updatedAt()), item.flaws(), ended == null),
            new KeyedChange.Update(update, seen),
            actor.account(),
            next.timedPause(),
            ended == null,
            () -> fit(next, found));
      }
    };
  }

  @Override
  public Optional<Outcome<R>> withheld(AccountId account) {
    return switch (kind.access.decide(operation, caller, account)) {
      case AccountAccess.Decision.Granted ignored -> Optional.empty();
      case AccountAccess.Denied denied -> Optional.of(Seen.withheld(denied));
    };
  }

  @Override
  public void rearm(PauseId timedPause) {
    try {
      kind.records
          .find(id)
          .map(Stored::state)
          .filter(state -> timedPause.equals(state.timedPause()))
          .ifPresent(this::fitAgain);
    } catch (StoreUnavailableException e) {
      kind.timers.mayBeLost();
    }
  }

  // ------------------------------------------------------------------ both

  private StatusUpdate update(Actor actor, @Nullable Instant ended) {
    return new StatusUpdate(id, actor.account(), ask, actor.credentialId(), now, ended);
  }

  private void fit(PauseState current, @Nullable PauseState replaced) {
    kind.timers.fit(id, current, replaced, now);
  }

  /// Makes sure of the timers. A retry may be sent because nothing was heard, and the timer of a
  /// pause that stands may be lost.
  private void fitAgain(PauseState current) {
    fit(current, null);
  }
}
