package dev.intermission.simulation;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.Timer;
import dev.intermission.simulation.Call.Fault;
import dev.intermission.store.InMemoryStore;
import dev.intermission.store.Item;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One history of about 10 minutes with faults and clients. Then as many quiet ones as it takes for
/// everything that is due to end.
final class History {
  /// Which of the two that end pauses is left when the faults stop.
  private enum Guarantor {
    BOTH,
    SWEEP,
    TIMER
  }

  private record Event(long at, int order, Runnable happening) {}

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long START = Instant.parse("2026-06-01T12:00:00.250Z").toEpochMilli();
  private static final long FAULTS_END = START + 10 * MINUTE;

  /// The latest end that a client asks for.
  private static final long LAST_UNTIL = START + 11 * MINUTE;

  /// They share a part of the index.
  private static final List<AdCampaignId> ALL = sharing(2 * SimulatedStore.PAGE_SIZE);

  /// Their items are so broken that nothing can end them. They fill the first page of the part.
  private static final List<AdCampaignId> BAD = ALL.subList(0, SimulatedStore.PAGE_SIZE);

  private static final List<AdCampaignId> CAMPAIGNS =
      ALL.subList(SimulatedStore.PAGE_SIZE, ALL.size());

  /// The part of the index that they share.
  static final DuePauses.Part PART = InMemoryStore.partOf(ALL.getFirst());

  private static final Pattern NUMBER = Pattern.compile("#\\d+");
  private static final Pattern IDLE_SWEEP =
      Pattern.compile("\\S+ #\\d+ sweep( starts.*|: due|: resume| is done)");
  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final List<Grant> GRANTS = List.of(Grant.values());

  private final Choices choices;
  private final boolean contractIsKept;
  private final World world;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingInt(Event::order));
  private final Set<String> planned = new HashSet<>();
  private final @Nullable List<String> story;
  private int order;
  private int numbers;

  // Which kinds of faults there are: not each history has all.
  private final boolean storeFails;
  private final boolean effectsComeLate;
  private final boolean timerFails;
  private final boolean deliveriesFail;
  private final boolean processesDie;
  private final boolean indexLags;
  private final boolean sweepsFail;
  private final boolean platformWrites;
  private final boolean groupGoes;
  private final boolean grantsChange;
  private final long skew;
  private final Guarantor guarantor;
  private boolean quiet;

  /// Pauses that their schedules must end, when only schedules are left.
  private final Set<PauseId> onSchedule = new HashSet<>();

  History(Choices choices, Rules rules, boolean contractIsKept, @Nullable List<String> story) {
    this.choices = choices;
    this.contractIsKept = contractIsKept;
    this.story = story;
    storeFails = choices.chance(50);
    effectsComeLate = choices.chance(30);
    timerFails = choices.chance(40);
    deliveriesFail = choices.chance(50);
    processesDie = choices.chance(40);
    indexLags = choices.chance(40);
    sweepsFail = choices.chance(40);
    platformWrites = choices.chance(40) || !contractIsKept;
    groupGoes = choices.chance(10);
    grantsChange = choices.chance(25);
    skew = choices.chance(30) ? new long[] {900, 4 * SECOND, 5 * MINUTE}[choices.below(3)] : 0;
    guarantor = Guarantor.values()[choices.below(skew > 0 || !contractIsKept ? 2 : 3)];
    world = new World(rules, START, skew, contractIsKept);
    if (story != null) {
      world.tellTo(this::tell);
    }
  }

  /// Campaigns of one part of the index, whose ids sort in this order.
  private static List<AdCampaignId> sharing(int count) {
    AdCampaignId first = new AdCampaignId("adcamp_101");
    return IntStream.rangeClosed(1, 99)
        .mapToObj(number -> new AdCampaignId("adcamp_" + (100 + number)))
        .filter(id -> InMemoryStore.partOf(id).equals(InMemoryStore.partOf(first)))
        .limit(count)
        .toList();
  }

  /// The lines of a story without those of sweeps that did nothing and met nothing.
  static List<String> withoutIdleSweeps(List<String> story) {
    Set<String> busy = new HashSet<>();
    for (String line : story) {
      if (!IDLE_SWEEP.matcher(line).matches()) {
        busy.add(whose(line));
      }
    }
    return story.stream().filter(line -> busy.contains(whose(line))).toList();
  }

  /// The invocation that a line is about.
  private static String whose(String line) {
    Matcher number = NUMBER.matcher(line);
    return number.find() ? number.group() : "";
  }

  /// @return how many steps it had
  /// @throws BrokenException if an invariant is broken
  int run() {
    begin();
    while (!events.isEmpty()) {
      Event event = events.remove();
      world.advanceTo(event.at);
      event.happening.run();
      if (quiet && isAtRest()) {
        break;
      }
    }
    atRestIndeed();
    return order;
  }

  private void begin() {
    Instant created = Instant.ofEpochMilli(START - MINUTE);
    for (AdCampaignId id : CAMPAIGNS) {
      world.store().begin(id, Item.of(PauseState.of(AdCampaignStatus.ACTIVE), created));
    }
    for (AdCampaignId id : BAD) {
      PauseId pauseId = new PauseId("bad");
      Instant until = Instant.ofEpochMilli(START - 10 * MINUTE - 250);
      PauseState paused = new PauseState(AdCampaignStatus.PAUSED, pauseId, until, true);
      world.store().begin(id, Item.of(paused, created).broken("rev"));
    }
    int clients = 1 + choices.below(6);
    long at = 0;
    for (int i = 0; i < clients; i++) {
      // Some at almost the same time.
      at = choices.chance(40) ? at + choices.below(100) : seconds(500) + 400L * choices.below(3);
      plan(at, this::newRequest);
    }
    plan(seconds(60), this::sweepEachMinute);
    if (platformWrites) {
      for (int i = choices.below(4); i >= 0; i--) {
        plan(seconds(600), this::platformWrites);
      }
    }
    if (groupGoes) {
      long from = seconds(500);
      plan(
          from,
          () -> {
            tell("the schedule group is deleted");
            world.scheduler().deleteGroup();
          });
      plan(from + seconds(100), () -> world.scheduler().createGroup());
    }
    if (processesDie && choices.chance(20)) {
      plan(seconds(600), this::deploy);
    }
    if (grantsChange) {
      for (int i = choices.below(6); i >= 0; i--) {
        plan(seconds(600), this::changeGrant);
      }
    }
    events.add(new Event(FAULTS_END, order++, this::becomeQuiet));
  }

  private void plan(long in, Runnable happening) {
    events.add(new Event(world.now() + in, order++, happening));
  }

  private long seconds(int below) {
    return SECOND * choices.below(below);
  }

  private void tell(String what) {
    if (story != null) {
      story.add(Instant.ofEpochMilli(world.now()) + " " + what);
    }
  }

  // Clients.

  private void newRequest() {
    AdCampaignId id = CAMPAIGNS.get(choices.below(CAMPAIGNS.size()));
    int kind = choices.below(100);
    Instant until = null;
    Request.Kind asked = Request.Kind.PAUSE;
    if (kind < 50) {
      // Few different times, so that clients ask for the same; some no whole seconds.
      long ends = START - 250 + 20 * SECOND * (1 + choices.below(33)) + 500L * choices.below(2);
      until = Instant.ofEpochMilli(Math.min(ends, LAST_UNTIL));
    } else if (kind < 80) {
      asked = kind < 70 ? Request.Kind.UNPAUSE : Request.Kind.READ;
    }
    boolean byApp = grantsChange && choices.chance(60);
    boolean withKey = asked != Request.Kind.READ && choices.chance(50);
    // Two owners' keys never meet.
    String prefix = byApp ? "a" : "k";
    String key = withKey ? prefix + (choices.chance(5) ? 0 : numbers) : null;
    Request request = new Request(asked, id, until, key, byApp);
    send(request, 3);
    if (choices.chance(15)) {
      send(request, 0);
    }
  }

  private void changeGrant() {
    Grant grant = GRANTS.get(choices.below(GRANTS.size()));
    tell("the account grants the app: " + grant);
    world.grant(grant);
  }

  private void send(Request request, int tries) {
    start(
        new Program.Command(request),
        response -> {
          boolean unheard = response == null || response.status() == 503;
          if (unheard ? tries > 0 : choices.chance(5)) {
            plan(1 + seconds(20), () -> send(request, unheard ? tries - 1 : 0));
          }
        });
  }

  // Processes.

  /// Runs after the end of an invocation.
  private interface End {
    /// @param response its response; null if it died, or failed, or has none
    void come(@Nullable Response response);
  }

  private void start(Program program, End end) {
    long offset = skew == 0 ? 0 : skewed();
    Invocation invocation = world.start(++numbers, program, offset);
    tell(invocation + " starts" + (offset == 0 ? "" : ", its clock ahead by " + offset + " ms"));
    goOn(invocation, end);
  }

  private long skewed() {
    return choices.below((int) (2 * skew + 1)) - skew;
  }

  private void goOn(Invocation invocation, End end) {
    switch (invocation.stand(world)) {
      case Invocation.Stand.Before(Call call) -> {
        long latency = 2L + choices.below(40);
        if (!quiet && choices.chance(5)) {
          latency = choices.below(2200);
        }
        events.add(
            new Event(
                Math.max(world.now() + latency, call.notBefore()),
                order++,
                () -> make(invocation, call, end)));
      }
      case Invocation.Stand.Done(Response response) -> {
        if (response != null && dies()) {
          kill(invocation, end);
        } else {
          tell(invocation + (response == null ? " is done" : " is answered " + response));
          world.finish(invocation, response);
          end.come(
              response != null || invocation.program() instanceof Program.Command
                  ? response
                  : new Response(200, "", false));
        }
      }
      case Invocation.Stand.Failed(RuntimeException thrown) -> {
        tell(invocation + " fails: " + thrown.getMessage());
        world.fail(invocation);
        end.come(null);
      }
    }
  }

  private boolean dies() {
    return processesDie && !quiet && choices.chance(4);
  }

  private void kill(Invocation invocation, End end) {
    tell(invocation + " dies");
    world.kill(invocation);
    end.come(null);
  }

  private void make(Invocation invocation, Call call, End end) {
    if (!world.invocations().containsKey(invocation.number())) {
      return; // a deployment killed it
    }
    if (dies()) {
      kill(invocation, end);
      return;
    }
    if (skew > 0 && choices.chance(5)) {
      invocation.jumpTo(skewed());
    }
    Fault fault = faultOf(call);
    tell(invocation + ": " + call.what() + (fault == Fault.NONE ? "" : " " + fault));
    invocation.make(call, fault, world);
    if (fault == Fault.LATE) {
      plan(
          1 + seconds(5),
          () -> {
            tell(invocation + ": " + call.what() + " has its effect now");
            invocation.haveLateEffect(call, world);
            follow();
          });
    }
    follow();
    goOn(invocation, end);
  }

  private Fault faultOf(Call call) {
    boolean mayFail = call.what().endsWith("schedule") ? timerFails : storeFails;
    if (quiet || !mayFail || call.faults().isEmpty() || !choices.chance(15)) {
      return Fault.NONE;
    }
    Fault fault = FAULTS.get(1 + choices.below(FAULTS.size() - 1));
    return !call.faults().contains(fault) || (fault == Fault.LATE && !effectsComeLate)
        ? Fault.REFUSED
        : fault;
  }

  private void deploy() {
    tell("a deployment");
    for (Invocation invocation : List.copyOf(world.invocations().values())) {
      if (choices.chance(50)) {
        tell(invocation + " dies");
        world.kill(invocation);
      }
    }
  }

  /// Lets the store and the Scheduler act by themselves after a step.
  private void follow() {
    for (RecordId id : world.store().ids()) {
      if (world.store().indexLags(id)) {
        long lag = choices.below(300);
        if (indexLags && !quiet) {
          lag = Math.min(seconds(200), FAULTS_END - world.now());
        }
        plan(lag, () -> world.store().catchUp(id));
      }
    }
    world
        .scheduler()
        .schedules()
        .forEach((name, schedule) -> {
          if (planned.add(name + schedule.at())) {
            planFiring(name, schedule);
          }
        });
  }

  // The timer.

  private void planFiring(String name, SimulatedScheduler.Schedule schedule) {
    long at = schedule.at().toEpochMilli() + seconds(60);
    if (deliveriesFail && !quiet && choices.chance(30)) {
      long early = new long[] {3, 60, 300}[choices.below(3)] * SECOND;
      at = schedule.at().toEpochMilli() - early;
    }
    if (quiet) {
      onSchedule.add(schedule.timer().pauseId());
    }
    events.add(
        new Event(
            Math.max(at, world.now()),
            order++,
            () -> {
              planned.remove(name + schedule.at());
              fire(name);
            }));
  }

  private void fire(String name) {
    boolean faulty = deliveriesFail && !quiet;
    Timer timer = world.scheduler().fire(name);
    if (timer == null) {
      return;
    }
    if (quiet ? guarantor == Guarantor.SWEEP : faulty && choices.chance(20)) {
      tell("the delivery of " + timer.pauseId().value() + " is lost");
      return;
    }
    deliver(timer, 2);
    if (faulty && choices.chance(20)) {
      plan(seconds(300), () -> deliver(timer, 0));
    }
  }

  private void deliver(Timer timer, int tries) {
    if (quiet && guarantor == Guarantor.SWEEP) {
      return;
    }
    start(
        new Program.Delivery(timer),
        done -> {
          if (done == null && tries > 0) {
            plan(tries == 2 ? MINUTE : 2 * MINUTE, () -> deliver(timer, tries - 1));
          } else if (done == null && choices.chance(50)) {
            plan(seconds(300), () -> deliver(timer, 0)); // redriven
          }
        });
  }

  // The sweep.

  private void sweepEachMinute() {
    if (quiet && guarantor == Guarantor.TIMER) {
      return;
    }
    if (quiet || !sweepsFail || choices.chance(50)) {
      start(new Program.Sweep(), done -> {});
      if (!quiet && sweepsFail && choices.chance(30)) {
        start(new Program.Sweep(), done -> {});
      }
    }
    plan(MINUTE, this::sweepEachMinute);
  }

  // The platform.

  private void platformWrites() {
    AdCampaignId id = CAMPAIGNS.get(choices.below(CAMPAIGNS.size()));
    Item item = world.store().item(id);
    Instant now = Instant.ofEpochMilli(world.now());
    int kind = choices.below(contractIsKept ? 2 : 4);
    tell("the platform writes " + id.value() + " (" + kind + ")");
    switch (kind) {
      case 0 -> world.store().put(id, item.clicked());
      case 1 ->
          world
              .store()
              .put(
                  id,
                  item.written(
                      PauseState.of(
                          item.state().status() == AdCampaignStatus.INACTIVE
                              ? AdCampaignStatus.ACTIVE
                              : AdCampaignStatus.INACTIVE),
                      null,
                      now));
      case 2 ->
          // It forgets to REMOVE the pause and to count.
          world
              .store()
              .put(
                  id,
                  new Item(
                      item.withStatus(AdCampaignStatus.INACTIVE).state(),
                      item.changedBy(),
                      now,
                      item.rev(),
                      item.clicks(),
                      null));
      default ->
          plan(
              seconds(100),
              () -> {
                tell("the platform puts a stale copy of " + id.value());
                world.store().put(id, item);
                follow();
              });
    }
    follow();
  }

  // The end.

  private void becomeQuiet() {
    tell("the faults stop; left: " + guarantor);
    quiet = true;
    if (guarantor == Guarantor.TIMER) {
      world
          .scheduler()
          .schedules()
          .values()
          .forEach(schedule -> onSchedule.add(schedule.timer().pauseId()));
    } else {
      // 90 s until the sweep steps in, a minute until it comes, late effects and the index.
      world.invariants().bound(FAULTS_END, 150 * SECOND + skew + 20 * SECOND);
    }
    if (guarantor != Guarantor.TIMER && sweepsFail) {
      plan(seconds(60), this::sweepEachMinute);
    }
  }

  private boolean isAtRest() {
    if (!world.invocations().isEmpty()) {
      return false;
    }
    boolean timed = false;
    for (AdCampaignId id : CAMPAIGNS) {
      Item item = world.store().item(id);
      world.invariants().inTime(item, world.now());
      timed |= item.inTimedPause() || world.store().indexLags(id);
    }
    return !timed && world.now() > FAULTS_END + 10 * SECOND;
  }

  private void atRestIndeed() {
    for (AdCampaignId id : CAMPAIGNS) {
      Item item = world.store().item(id);
      PauseId pauseId = item.state().pauseId();
      if (item.inTimedPause() && pauseId != null && onSchedule.contains(pauseId)) {
        throw new BrokenException(Invariant.I1, "its schedule did not end " + item);
      }
      world.store().catchUp(id);
    }
    world.advanceTo(world.now() + 10 * MINUTE + 2 * skew);
    sweepAlone();
    List<Item> items = items();
    for (Item item : items) {
      if (item.inTimedPause() || item.state().inDueIndex()) {
        throw new BrokenException(Invariant.REST, "after the last sweep: " + item);
      }
    }
    sweepAlone();
    if (!items().equals(items)) {
      throw new BrokenException(Invariant.REST, "the second sweep still found something");
    }
  }

  private void sweepAlone() {
    world.runAlone(
        ++numbers, new Program.Sweep(), () -> CAMPAIGNS.forEach(id -> world.store().catchUp(id)));
  }

  private List<Item> items() {
    return CAMPAIGNS.stream().map(id -> world.store().item(id)).toList();
  }
}
