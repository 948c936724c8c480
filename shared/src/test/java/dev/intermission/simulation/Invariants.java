package dev.intermission.simulation;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.model.Samples;
import dev.intermission.resume.Timer;
import dev.intermission.store.Item;
import dev.intermission.store.StoreRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Checks every [Invariant] after every step. It knows what was asked for, sees every change of
/// every item and who made it, and so judges each change by itself: an item that changes only as it
/// may is always as it should be.
final class Invariants {
  /// Facts about a request while it runs.
  private static final class Trace {
    private final Request request;
    private final List<Item> seen;

    /// All that was granted since it came.
    private final Set<Grant> grants;

    /// When it was asked, on the clock of the invocation.
    private final Instant at;

    private boolean wasSo;
    private int effects;
    private boolean othersChangedIt;
    private boolean timerNotArmed;
    private boolean isAnswered;

    Trace(Request request, List<Item> seen, Set<Grant> grants, Instant at) {
      this.request = request;
      this.seen = seen;
      this.grants = grants;
      this.at = at;
      this.wasSo = seen.stream().anyMatch(this::isSo);
    }

    /// Whether an item is as asked for, seen at the time of the request.
    boolean isSo(Item item) {
      return switch (request.kind()) {
        case PAUSE ->
            item.state().status() == AdCampaignStatus.PAUSED
                && Objects.equals(item.state().until(), request.wholeSecond());
        case UNPAUSE ->
            item.state().status() == AdCampaignStatus.ACTIVE
                || (item.state().status() == AdCampaignStatus.PAUSED
                    && StoreRules.isOver(item.state(), at));
        case READ -> true;
      };
    }

    boolean wasGranted() {
      return !request.byApp() || grants.contains(Grant.WHOLE);
    }

    boolean lacked(Grant grant) {
      return request.byApp() && grants.contains(grant);
    }

    void see(Item item) {
      seen.add(item);
      wasSo |= isSo(item);
    }

    Trace copy() {
      Trace copy = new Trace(request, new ArrayList<>(seen), EnumSet.copyOf(grants), at);
      copy.wasSo = wasSo;
      copy.effects = effects;
      copy.othersChangedIt = othersChangedIt;
      copy.timerNotArmed = timerNotArmed;
      copy.isAnswered = isAnswered;
      return copy;
    }
  }

  /// Stands for every campaign, but for its state.
  private static final AdCampaign CAMPAIGN = Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE);

  /// The one response that all requests with a key get.
  private record Kept(String fingerprint, Response response) {}

  private final long skew;

  /// Whether the platform writes as the item contract says.
  private final boolean contractIsKept;

  private final Map<Integer, Trace> traces = new TreeMap<>();
  private final Map<String, Kept> kept = new TreeMap<>();

  /// How many effects the requests with a key had.
  private final Map<String, Integer> effects = new TreeMap<>();

  /// Every pause that was ever accepted, and the request that made it.
  private final Map<PauseId, Integer> pauses = new HashMap<>();

  private final Map<Integer, String> keyOf = new HashMap<>();

  /// The time from which pauses must end within their bound; no bound before.
  private long boundFrom = Long.MAX_VALUE;

  private long bound;

  Invariants(long skew, boolean contractIsKept) {
    this.skew = skew;
    this.contractIsKept = contractIsKept;
  }

  Invariants copy() {
    Invariants copy = new Invariants(skew, contractIsKept);
    traces.forEach((number, trace) -> copy.traces.put(number, trace.copy()));
    copy.kept.putAll(kept);
    copy.effects.putAll(effects);
    copy.pauses.putAll(pauses);
    copy.keyOf.putAll(keyOf);
    copy.boundFrom = boundFrom;
    copy.bound = bound;
    return copy;
  }

  /// A pause that nobody asked for here is there from the beginning.
  void knows(PauseId pauseId) {
    pauses.put(pauseId, 0);
  }

  /// From now on every pause ends so soon after its time, or after now.
  void bound(long from, long millis) {
    boundFrom = from;
    bound = millis;
  }

  void started(Invocation invocation, SimulatedStore store, Grant grant, long now) {
    if (invocation.program() instanceof Program.Command(Request request)) {
      List<Item> seen = new ArrayList<>();
      seen.add(store.item(request.id()));
      traces.put(
          invocation.number(),
          new Trace(
              request, seen, EnumSet.of(grant), Instant.ofEpochMilli(now + invocation.offset())));
      String key = request.key();
      if (key != null) {
        keyOf.put(invocation.number(), key);
      }
    }
  }

  void granted(Grant grant) {
    traces.values().stream()
        .filter(trace -> !trace.isAnswered)
        .forEach(trace -> trace.grants.add(grant));
  }

  void timerNotArmed(Invocation invocation) {
    trace(invocation).timerNotArmed = true;
  }

  private Trace trace(Invocation invocation) {
    return Objects.requireNonNull(traces.get(invocation.number()));
  }

  // Every change of an item.

  void changed(@Nullable Invocation by, RecordId id, Item before, Item after, long now) {
    traces.forEach((number, trace) -> {
      if (!trace.isAnswered && trace.request.id().equals(id)) {
        trace.see(after);
        trace.othersChangedIt |= by == null || by.number() != number;
      }
    });
    if (by == null) {
      return; // the platform
    }
    if (before.clicks() != after.clicks() || after.rev() != before.rev() + 1) {
      throw broken(Invariant.EXACT, by, before, after);
    }
    switch (by.program()) {
      case Program.Command(Request request) -> changedBy(by, request, before, after);
      case Program.Delivery(Timer timer) -> changedByTime(by, timer, before, after, now);
      case Program.Sweep() -> changedByTime(by, null, before, after, now);
    }
  }

  private void changedBy(Invocation by, Request request, Item before, Item after) {
    Trace trace = trace(by);
    trace.effects++;
    boolean twice = trace.effects > 1;
    if (request.key() != null) {
      twice |= effects.merge(request.key(), 1, Integer::sum) > 1;
    }
    if (twice) {
      throw broken(Invariant.I6, by, before, after);
    }
    if (!trace.wasGranted()) {
      throw broken(Invariant.ACCESS, by, before, after);
    }
    Instant until = request.wholeSecond();
    boolean exact =
        switch (request.kind()) {
          case PAUSE ->
              before.state().status().mayBePaused()
                  && after.state().status() == AdCampaignStatus.PAUSED
                  && Objects.equals(after.state().until(), until)
                  && after.state().inDueIndex() == (until != null)
                  && after.state().pauseId() != null
                  && (until == null || until.isAfter(after.updatedAt()));
          case UNPAUSE ->
              before.state().status() == AdCampaignStatus.PAUSED
                  && after.state().status() == AdCampaignStatus.ACTIVE
                  && after.state().pauseId() == null
                  && after.state().until() == null
                  && !after.state().inDueIndex()
                  && after
                      .updatedAt()
                      .equals(
                          StoreRules.isOver(before.state(), trace.at)
                              ? before.state().until()
                              : trace.at);
          case READ -> false;
        };
    if (!exact || !"cred_1".equals(after.changedBy())) {
      throw broken(Invariant.EXACT, by, before, after);
    }
    if (after.state().pauseId() != null
        && pauses.putIfAbsent(after.state().pauseId(), by.number()) != null) {
      throw broken(Invariant.FRESH, by, before, after);
    }
  }

  private void changedByTime(
      Invocation by, @Nullable Timer timer, Item before, Item after, long now) {
    boolean cleaned =
        timer == null
            && before.state().inDueIndex()
            && !before.inTimedPause()
            && after.equals(before.with(PauseState.of(before.state().status())).counted());
    if (cleaned) {
      return;
    }
    if (before.state().status() != AdCampaignStatus.PAUSED
        || after.state().status() != AdCampaignStatus.ACTIVE) {
      throw broken(Invariant.I5, by, before, after);
    }
    Instant until = before.state().until();
    if (until == null) {
      throw broken(Invariant.I3, by, before, after);
    }
    if (until.toEpochMilli() > now + skew) {
      throw broken(Invariant.I2, by, before, after);
    }
    if (timer != null && !timer.pauseId().equals(before.state().pauseId())) {
      throw broken(Invariant.I4, by, before, after);
    }
    Item ended =
        before.written(
            PauseState.of(AdCampaignStatus.ACTIVE), timer == null ? "sweep" : "schedule", until);
    if (!after.equals(ended)) {
      throw broken(Invariant.EXACT, by, before, after);
    }
    inTime(before, now);
  }

  /// I1: looked at when a pause ends, and whenever one might be overdue.
  void inTime(Item item, long now) {
    Instant until = item.state().until();
    if (boundFrom != Long.MAX_VALUE
        && item.inTimedPause()
        && until != null
        && now > Math.max(until.toEpochMilli(), boundFrom) + bound) {
      throw new BrokenException(
          Invariant.I1, "still paused at " + Instant.ofEpochMilli(now) + ": " + item);
    }
  }

  /// I1 allows for sweeps that begin a minute apart. One that stops before its time is over would
  /// leave due pauses to the next.
  static void cutOff(Duration elapsed, Duration timeBox) {
    if (elapsed.compareTo(timeBox) <= 0) {
      throw new BrokenException(Invariant.I1, "a sweep was cut off after " + elapsed);
    }
  }

  /// A delivery that nobody will repeat.
  void delivered(Timer timer, Item item, Instant now) {
    Instant until = item.state().until();
    if (skew == 0
        && item.inTimedPause()
        && timer.pauseId().equals(item.state().pauseId())
        && until != null
        && until.isBefore(now.plusSeconds(100))) {
      throw new BrokenException(Invariant.I1, timer + " was taken for done, but " + item);
    }
  }

  // Schedules.

  void scheduleCreated(Timer timer) {
    if (!pauses.containsKey(timer.pauseId())) {
      throw new BrokenException(Invariant.TIMER, "a schedule of a pause that is not: " + timer);
    }
  }

  void scheduleDeleted(Timer timer, SimulatedStore store) {
    Item item = store.item(timer.id());
    if (contractIsKept && item.inTimedPause() && timer.pauseId().equals(item.state().pauseId())) {
      throw new BrokenException(Invariant.TIMER, "the schedule of a pause that stands: " + timer);
    }
  }

  // Responses.

  void answered(Invocation invocation, Response response, World world) {
    Trace trace = trace(invocation);
    trace.isAnswered = true;
    Request request = trace.request;
    Kept first = request.key() == null ? null : kept.get(request.key());
    boolean right;
    if (first == null || response.status() == 503) {
      right = !contractIsKept || isRight(trace, response, trace.seen);
    } else if (response.equals(Response.ANOTHER_REQUEST)) {
      right = !first.fingerprint.equals(request.fingerprint());
    } else if (response.equals(Response.TOO_LATE)
        && !first.response.body().equals(response.body())) {
      // Without the grant, a repetition gets what it would get without its key.
      Instant until = request.until();
      right =
          (trace.lacked(Grant.NARROWED) || trace.lacked(Grant.NONE))
              && until != null
              && !until.isAfter(trace.at);
    } else if (response.status() == 403) {
      right = trace.lacked(Grant.NARROWED);
    } else if (response.status() == 404 && first.response.status() != 404) {
      right = trace.lacked(Grant.NONE);
    } else {
      right =
          first.fingerprint.equals(request.fingerprint())
              && first.response.body().equals(response.body());
    }
    if (tellsOfTheRecord(response) && !trace.wasGranted()) {
      throw new BrokenException(Invariant.ACCESS, invocation + " was answered " + response);
    }
    if (!right) {
      throw new BrokenException(
          first == null ? Invariant.ANSWER : Invariant.I6,
          invocation + " was answered " + response + ", seen " + trace.seen + ", kept " + first);
    }
    if (response.status() == 200) {
      hasItsTimer(invocation, trace, response, world);
      if (contractIsKept && request.kind() != Request.Kind.READ) {
        saysWhetherItChanged(invocation, trace, response, first);
      }
    }
  }

  /// Whether a request says rightly that it changed something. A pause that was over was shown as
  /// over already, so its end is no change. After a write whose outcome was not heard, a change by
  /// others since then hides its own, and one of the same millisecond looks like its own.
  private static void saysWhetherItChanged(
      Invocation invocation, Trace trace, Response response, @Nullable Kept first) {
    Boolean said = response.changed();
    boolean right;
    if (said == null) {
      right = false;
    } else if (first != null) {
      right = said.equals(first.response.changed());
    } else if (said) {
      right =
          trace.effects > 0
              || trace.othersChangedIt
              || trace.seen.stream().anyMatch(item -> item.updatedAt().equals(trace.at));
    } else {
      right =
          trace.effects == 0
              || trace.othersChangedIt
              || trace.seen.stream().anyMatch(item -> StoreRules.isOver(item.state(), trace.at));
    }
    if (!right) {
      throw new BrokenException(
          Invariant.ANSWER, invocation + " was answered " + response + ", kept " + first);
    }
  }

  /// Judges a response when it is kept; it is replayed unchanged.
  void kept(@Nullable Invocation by, String key, Response response, SimulatedStore store) {
    Trace trace = trace(Objects.requireNonNull(by));
    if (contractIsKept && !isRight(trace, response, List.of(store.item(trace.request.id())))) {
      throw new BrokenException(Invariant.ANSWER, by + " keeps " + response);
    }
    if (kept.putIfAbsent(key, new Kept(trace.request.fingerprint(), response)) != null) {
      throw new BrokenException(Invariant.I6, by + " keeps a second response " + response);
    }
  }

  private static boolean isRight(Trace trace, Response response, List<Item> seen) {
    Request request = trace.request;
    return switch (response.status()) {
      case 200 ->
          (trace.effects > 0 || seen.stream().anyMatch(trace::isSo))
              && isShown(trace, response, seen);
      case 400 ->
          seen.stream().anyMatch(item -> !item.state().status().mayBePaused())
              || (request.until() != null && !request.until().isAfter(trace.at));
      case 403 -> trace.lacked(Grant.NARROWED);
      case 404 -> trace.lacked(Grant.NONE);
      case 503 -> true;
      default -> false;
    };
  }

  private static boolean tellsOfTheRecord(Response response) {
    return response.status() == 200 || response.body().startsWith("in status");
  }

  private static boolean isShown(Trace trace, Response response, List<Item> seen) {
    Request request = trace.request;
    boolean asAsked =
        switch (request.kind()) {
          case PAUSE -> response.body().startsWith("PAUSED " + request.wholeSecond() + " ");
          case UNPAUSE -> response.body().startsWith("ACTIVE null ");
          case READ ->
              seen.stream()
                  .map(item -> campaign(item).shownAt(trace.at))
                  .anyMatch(shown -> response.body().equals(Response.text(shown)));
        };
    boolean mineAlone = trace.effects > 0 && !trace.othersChangedIt;
    return asAsked
        && (!mineAlone || response.body().equals(Response.text(campaign(seen.getLast()))));
  }

  private static AdCampaign campaign(Item item) {
    return CAMPAIGN.with(item.state(), item.updatedAt());
  }

  private void hasItsTimer(Invocation invocation, Trace trace, Response response, World world) {
    Request request = trace.request;
    Instant until = request.wholeSecond();
    Item item = world.store().item(request.id());
    if (request.kind() != Request.Kind.PAUSE
        || until == null
        || trace.othersChangedIt
        || trace.timerNotArmed
        || !item.inTimedPause()
        || !until.equals(item.state().until())
        || item.state().pauseId() == null) {
      return;
    }
    if (response.replayed()
        && !Objects.equals(
            keyOf.get(pauses.getOrDefault(item.state().pauseId(), 0)), request.key())) {
      return; // it stands by somebody else's request
    }
    if (!world.scheduler().hasOrHad(item.state().pauseId(), until)) {
      throw new BrokenException(
          Invariant.TIMER, invocation + " was answered " + response + ", but nothing will end it");
    }
  }

  private static BrokenException broken(
      Invariant invariant, Invocation by, Item before, Item after) {
    return new BrokenException(invariant, by + " made of " + before + " " + after);
  }

  void addTo(StateHash hash) {
    traces.forEach((number, trace) -> {
      if (!trace.isAnswered) {
        hash.add(number)
            .add(trace.effects)
            .add(trace.othersChangedIt)
            .add(trace.timerNotArmed)
            .add(trace.wasSo);
      }
    });
    kept.forEach((key, first) ->
        hash.add(key).add(first.response.body()).add(String.valueOf(first.response.changed())));
    effects.forEach((key, count) -> hash.add(key).add(count));
  }
}
