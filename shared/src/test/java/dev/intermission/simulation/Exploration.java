package dev.intermission.simulation;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.resume.Timer;
import dev.intermission.simulation.Call.Fault;
import dev.intermission.store.Item;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Every order of the steps of two commands, two deliveries and a sweep. Time may go on anywhere,
/// and one thing may go wrong anywhere: an invocation dies, or a call fails in one of its ways. The
/// timer is the worst there can be: each timer that was ever set may fire at any time, and twice. A
/// state that was seen before is not looked at again.
///
/// Two kinds of orders are left out, since they lead to what another one leads to. A start does no
/// more than read the clock: so it comes right before the invocation's first call, or right before
/// time goes on. And the index is looked at once, by the sweep: so a row comes into it right after
/// it was written, or too late.
final class Exploration {
  /// @param paused whether the campaign is in a pause until [#FIRST_END] at the beginning
  record Scenario(Request first, Request second, boolean paused) {
    /// Whether both come without a key, or one request comes twice with its key. These scenarios
    /// have the fewest states.
    boolean isShort() {
      return (first.key() == null && second.key() == null)
          || (first.key() != null && first.equals(second));
    }
  }

  static final AdCampaignId CAMPAIGN = new AdCampaignId("adcamp_1");

  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant FIRST_END = START.plusSeconds(100);
  static final Instant SECOND_END = START.plusSeconds(103);

  /// Shortly before the first end, between the two, and when the sweep may start.
  private static final long[] TIMES = times(0, 98, 101, 195);

  private static final int FIRST_DELIVERY = 3;
  private static final int SWEEP = 5;

  /// A state, and how it was reached.
  ///
  /// @param started what was started since the last other step
  /// @param written whether the last step changed the campaign's row in the index
  private record Node(
      World world,
      int time,
      int commands,
      int deliveries,
      boolean swept,
      boolean faultLeft,
      Set<Integer> started,
      boolean written,
      @Nullable Node parent,
      String step) {

    Node after(World next, String what) {
      return new Node(
          next,
          time,
          commands,
          deliveries,
          swept,
          faultLeft,
          Set.of(),
          isWritten(next),
          this,
          what);
    }

    Node afterFault(World next, String what) {
      return new Node(
          next, time, commands, deliveries, swept, false, Set.of(), isWritten(next), this, what);
    }

    Node later(World next) {
      return new Node(
          next,
          time + 1,
          commands,
          deliveries,
          swept,
          faultLeft,
          Set.of(),
          false,
          this,
          "time goes on");
    }

    Node withStarted(World next, int number) {
      Set<Integer> numbers = new TreeSet<>(started);
      numbers.add(number);
      return new Node(
          next,
          time,
          number < FIRST_DELIVERY ? commands + 1 : commands,
          number >= FIRST_DELIVERY && number < SWEEP ? deliveries + 1 : deliveries,
          swept || number == SWEEP,
          faultLeft,
          numbers,
          false,
          this,
          "start of " + invocation(next, number));
    }

    private boolean isWritten(World next) {
      return !next.store().item(CAMPAIGN).equals(world.store().item(CAMPAIGN));
    }
  }

  private final Scenario scenario;
  private final Rules rules;
  private final boolean callsFail;
  private final Hashes seen = new Hashes();
  private final Deque<Node> open = new ArrayDeque<>();
  private Node current;

  /// @param callsFail whether the one fault may be a call's; if not, it is a death
  Exploration(Scenario scenario, Rules rules, boolean callsFail) {
    this.scenario = scenario;
    this.rules = rules;
    this.callsFail = callsFail;
    this.current = begin();
  }

  /// Each command after each, with and without keys. On an active campaign and on a paused one.
  static List<Scenario> scenarios() {
    List<Request> requests = new ArrayList<>();
    for (String key : new String[] {null, "key"}) {
      requests.add(new Request(Request.Kind.PAUSE, CAMPAIGN, FIRST_END, key, false));
      requests.add(new Request(Request.Kind.PAUSE, CAMPAIGN, SECOND_END, key, false));
      requests.add(new Request(Request.Kind.PAUSE, CAMPAIGN, null, key, false));
      requests.add(new Request(Request.Kind.UNPAUSE, CAMPAIGN, null, key, false));
    }
    List<Scenario> scenarios = new ArrayList<>();
    for (Request first : requests) {
      for (Request second : requests) {
        scenarios.add(new Scenario(first, second, false));
        scenarios.add(new Scenario(first, second, true));
      }
    }
    return scenarios;
  }

  private static long[] times(int... seconds) {
    long[] times = new long[seconds.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = START.plusSeconds(seconds[i]).toEpochMilli();
    }
    return times;
  }

  private Node begin() {
    World world = new World(rules, TIMES[0], 0, true);
    PauseState active = PauseState.of(AdCampaignStatus.ACTIVE);
    PauseId pauseId = new PauseId("p0-1");
    world
        .store()
        .begin(
            CAMPAIGN,
            Item.of(scenario.paused() ? active.paused(pauseId, FIRST_END) : active, START));
    if (scenario.paused()) {
      world.invariants().knows(pauseId);
      world.create(new Timer(CAMPAIGN, pauseId, FIRST_END), FIRST_END);
    }
    return new Node(world, 0, 0, 0, false, true, Set.of(), false, null, "begin");
  }

  /// @return how many different states there are
  /// @throws BrokenException if an invariant is broken in one of them
  int run() {
    visit(current);
    while (!open.isEmpty()) {
      current = open.pop();
      expand();
    }
    return seen.size();
  }

  /// How the last state that was looked at was reached.
  List<String> story() {
    List<String> story = new ArrayList<>();
    for (Node node = current; node != null; node = node.parent()) {
      story.addFirst(node.step());
    }
    return story;
  }

  private void visit(Node node) {
    StateHash hash =
        new StateHash()
            .add(node.commands())
            .add(node.deliveries())
            .add(node.swept())
            .add(node.faultLeft())
            .add(node.written());
    node.started().forEach(hash::add);
    node.world().addTo(hash);
    if (seen.add(hash.value())) {
      open.push(node);
    }
  }

  private void expand() {
    Node node = current;
    World world = node.world();
    if (node.commands() < 2) {
      Request request = node.commands() == 0 ? scenario.first() : scenario.second();
      start(node.commands() + 1, new Program.Command(request));
    }
    if (node.deliveries() < 2) {
      for (Timer timer : world.scheduler().everSet()) {
        start(FIRST_DELIVERY + node.deliveries(), new Program.Delivery(timer));
      }
    }
    if (!node.swept()) {
      start(SWEEP, new Program.Sweep());
    }
    if (node.time() + 1 < TIMES.length) {
      World next = world.copy();
      next.advanceTo(TIMES[node.time() + 1]);
      visit(node.later(next));
    }
    if (node.written() && !node.swept() && world.store().indexLags(CAMPAIGN)) {
      World next = world.copy();
      next.store().catchUp(CAMPAIGN);
      visit(node.after(next, "the index catches up"));
    }
    if (node.started().isEmpty()) {
      world.invocations().keySet().forEach(this::stepOf);
    } else if (node.started().size() == 1) {
      node.started().forEach(this::stepOf);
    }
    if (world.invocations().isEmpty()) {
      endsAlone(world.copy());
    }
  }

  private void start(int number, Program program) {
    World next = current.world().copy();
    next.start(number, program, 0);
    settle(current.withStarted(next, number), number);
  }

  private void stepOf(int number) {
    Node node = current;
    Invocation standing = invocation(node.world(), number);
    Call call = standing.standing();
    if (call.notBefore() <= node.world().now()) {
      settle(node.after(made(number, Fault.NONE), standing + ": " + call.what()), number);
    }
    if (node.faultLeft()) {
      World next = node.world().copy();
      next.kill(invocation(next, number));
      visit(node.afterFault(next, standing + " dies before " + call.what()));
      for (Fault fault : call.faults()) {
        if (callsFail && fault != Fault.LATE) {
          settle(
              node.afterFault(made(number, fault), standing + ": " + call.what() + " " + fault),
              number);
        }
      }
    }
  }

  private World made(int number, Fault fault) {
    World next = current.world().copy();
    Invocation invocation = invocation(next, number);
    if (!(invocation.stand(next) instanceof Invocation.Stand.Before(Call call))) {
      throw new IllegalStateException(invocation + " should stand before a call");
    }
    invocation.make(call, fault, next);
    return next;
  }

  /// Lets an invocation that has nothing left to call come to its end. It can also die before
  /// anybody hears of it.
  private void settle(Node node, int number) {
    World world = node.world();
    Invocation invocation = invocation(world, number);
    switch (invocation.stand(world)) {
      case Invocation.Stand.Before ignored -> visit(node);
      case Invocation.Stand.Done(Response response) -> {
        if (node.faultLeft() && response != null) {
          World next = world.copy();
          next.kill(invocation(next, number));
          visit(node.afterFault(next, invocation + " dies before its response"));
        }
        world.finish(invocation, response);
        visit(node.after(world, invocation + " ends"));
      }
      case Invocation.Stand.Failed ignored -> {
        world.fail(invocation);
        visit(node.after(world, invocation + " fails"));
      }
    }
  }

  private static Invocation invocation(World world, int number) {
    return Objects.requireNonNull(world.invocations().get(number));
  }

  /// Two sweeps leave nothing to do, and no timer does any harm. Nothing else runs any more.
  private void endsAlone(World world) {
    world.advanceTo(TIMES[TIMES.length - 1] + 1_000_000);
    world.store().catchUp(CAMPAIGN);
    world.runAlone(6, new Program.Sweep(), () -> {});
    Item item = world.store().item(CAMPAIGN);
    if (item.inTimedPause() || item.state().inDueIndex()) {
      throw new BrokenException(Invariant.I1, "not ended in the end: " + item);
    }
    world.store().catchUp(CAMPAIGN);
    world.runAlone(7, new Program.Sweep(), () -> {});
    for (Timer timer : world.scheduler().everSet()) {
      world.runAlone(8, new Program.Delivery(timer), () -> {});
    }
    if (!world.store().item(CAMPAIGN).equals(item)) {
      throw new BrokenException(Invariant.REST, "changed in the end: " + item);
    }
  }
}
