package dev.intermission.simulation;

import dev.intermission.model.PauseId;
import dev.intermission.model.RecordId;
import dev.intermission.once.KeptResponse;
import dev.intermission.resume.Timer;
import dev.intermission.store.Item;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The state of a history: store, Scheduler, running invocations, true time, and invariants.
final class World implements SimulatedStore.Listener {
  private final Rules rules;
  private final SimulatedStore store;
  private final SimulatedScheduler scheduler;
  private final Invariants invariants;
  private final Map<Integer, Invocation> invocations = new TreeMap<>();

  /// Pauses whose timer a process has armed.
  private final Set<String> armed = new TreeSet<>();

  private long now;
  private Grant grant = Grant.WHOLE;
  private Consumer<String> teller = change -> {};

  /// The invocation whose call is being made. Null while it is the platform's, or nobody's.
  private @Nullable Invocation actor;

  /// @param skew how far a clock may be off, in milliseconds
  /// @param contractIsKept whether the platform writes as the item contract says
  World(Rules rules, long now, long skew, boolean contractIsKept) {
    this.rules = rules;
    this.now = now;
    this.scheduler = new SimulatedScheduler();
    this.invariants = new Invariants(skew, contractIsKept);
    this.store = new SimulatedStore(rules, this);
  }

  private World(World other) {
    this.rules = other.rules;
    this.now = other.now;
    this.grant = other.grant;
    this.scheduler = other.scheduler.copy();
    this.invariants = other.invariants.copy();
    this.store = other.store.copy(this);
    this.armed.addAll(other.armed);
    other.invocations.forEach((number, invocation) -> invocations.put(number, invocation.copy()));
  }

  /// Lets a story be told of what changes.
  void tellTo(Consumer<String> listener) {
    teller = listener;
  }

  World copy() {
    return new World(this);
  }

  @Override
  public void changed(RecordId id, Item before, Item after) {
    teller.accept(
        (actor == null ? "the platform" : actor)
            + " makes of "
            + id.value()
            + ": "
            + after.state().status()
            + (after.state().until() == null ? "" : " until " + after.state().until()));
    invariants.changed(actor, id, before, after, now);
  }

  @Override
  public void kept(KeptResponse response) {
    invariants.kept(
        actor,
        response.key().key(),
        Response.of(response.response(), false, response.changed()),
        store);
  }

  void actAs(@Nullable Invocation invocation) {
    actor = invocation;
  }

  Rules rules() {
    return rules;
  }

  Grant grant() {
    return grant;
  }

  void grant(Grant newGrant) {
    grant = newGrant;
    invariants.granted(newGrant);
  }

  SimulatedStore store() {
    return store;
  }

  SimulatedScheduler scheduler() {
    return scheduler;
  }

  Invariants invariants() {
    return invariants;
  }

  Map<Integer, Invocation> invocations() {
    return invocations;
  }

  /// True time, in milliseconds.
  long now() {
    return now;
  }

  void advanceTo(long time) {
    now = Math.max(now, time);
  }

  Instant clockOf(Invocation invocation) {
    return Instant.ofEpochMilli(now + invocation.offset());
  }

  Invocation start(int number, Program program, long offset) {
    Invocation invocation = new Invocation(number, program, now, offset);
    invocations.put(number, invocation);
    invariants.started(invocation, store, grant, now);
    return invocation;
  }

  /// It has come to its end: its client is told.
  void finish(Invocation invocation, @Nullable Response response) {
    invocations.remove(invocation.number());
    if (response != null) {
      invariants.answered(invocation, response, this);
    } else if (invocation.program() instanceof Program.Delivery(Timer timer)) {
      invariants.delivered(timer, store.item(timer.id()), clockOf(invocation));
    }
  }

  /// It has come to its end by what it threw.
  void fail(Invocation invocation) {
    invocations.remove(invocation.number());
    if (invocation.program() instanceof Program.Command) {
      invariants.answered(invocation, Response.unavailable(), this);
    }
  }

  /// It dies where it stands.
  void kill(Invocation invocation) {
    invocations.remove(invocation.number());
  }

  /// Runs an invocation from start to end, with nothing else going on. Nothing goes wrong.
  ///
  /// @param afterEachCall what the world does by itself
  void runAlone(int number, Program program, Runnable afterEachCall) {
    Invocation invocation = start(number, program, 0);
    while (invocation.stand(this) instanceof Invocation.Stand.Before(Call call)) {
      invocation.make(call, Call.Fault.NONE, this);
      afterEachCall.run();
    }
    finish(invocation, null);
  }

  boolean create(Timer timer, Instant at) {
    invariants.scheduleCreated(timer);
    return scheduler.create(rules.scheduleName(timer), timer, at)
        != SimulatedScheduler.Created.NO_GROUP;
  }

  void delete(PauseId pauseId) {
    scheduler.schedules().entrySet().stream()
        .filter(entry -> entry.getValue().timer().pauseId().equals(pauseId))
        .findFirst()
        .ifPresent(entry -> {
          invariants.scheduleDeleted(entry.getValue().timer(), store);
          scheduler.delete(entry.getKey());
        });
  }

  boolean remembers(String pause) {
    return armed.contains(pause);
  }

  void remember(String pause) {
    armed.add(pause);
  }

  /// Adds all that can still make a difference.
  void addTo(StateHash hash) {
    hash.add(now).add(grant.name());
    store.addTo(hash);
    scheduler.addTo(hash);
    invariants.addTo(hash);
    armed.forEach(hash::add);
    invocations
        .values()
        .forEach(invocation -> {
          hash.add(invocation.number());
          invocation.journal().forEach(entry -> hash.add(entry.hash()));
        });
  }
}
