package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Outcome;
import dev.intermission.access.Seen;
import dev.intermission.metrics.RecordingMetrics;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.Samples;
import dev.intermission.once.Attempt;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeyedRequest;
import dev.intermission.once.RespondOnce;
import dev.intermission.once.RespondOnce.Result;
import dev.intermission.read.RetrieveAdCampaign;
import dev.intermission.resume.DirectLanes;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.RecordingTimer;
import dev.intermission.resume.ResumeAdCampaign;
import dev.intermission.resume.SweepDuePauses;
import dev.intermission.resume.SweepReport;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.LostResponse;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import dev.intermission.store.SettableClock;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The invariants of the protocol over every order of a few events on one campaign. Timers are
/// never disarmed, and each fires as often as it is let: the worst that a timer may do, or nothing
/// at all, as a timer that was never armed does.
class PauseProtocolTest {
  private static final int LENGTH = 5;
  private static final AdCampaignId ID = new AdCampaignId("adcamp_1");
  private static final Caller CALLER =
      new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);

  /// An event that can happen.
  private enum Event {
    PAUSE_FOR_A_TICK,
    PAUSE_FOR_TWO_TICKS,
    PAUSE_WITHOUT_AN_END,
    PAUSE_AND_DIE_BEFORE_THE_TIMER,
    UNPAUSE,
    RING_EVERY_TIMER,
    SWEEP,
    LET_THE_INDEX_LAG,
    TICK,
    PAUSE_FOR_A_TICK_WITH_A_KEY,
    PAUSE_WITH_A_KEY_AND_DIE_BEFORE_THE_TIMER,
    PAUSE_WITHOUT_AN_END_WITH_A_KEY_AFTER_LOSING_TO_AN_UNPAUSE,
    UNPAUSE_WITH_A_KEY,
    REPEAT_THE_LAST_REQUEST_WITH_A_KEY
  }

  @Test
  void a_pause_ends_by_itself_and_never_early_whatever_happens_in_whatever_order() {
    walkEveryOrderOf(
        Event.PAUSE_FOR_A_TICK,
        Event.PAUSE_FOR_TWO_TICKS,
        Event.PAUSE_WITHOUT_AN_END,
        Event.PAUSE_AND_DIE_BEFORE_THE_TIMER,
        Event.UNPAUSE,
        Event.RING_EVERY_TIMER,
        Event.SWEEP,
        Event.LET_THE_INDEX_LAG,
        Event.TICK);
  }

  @Test
  void so_it_does_with_keys_and_a_repeated_request_has_no_second_effect() {
    walkEveryOrderOf(
        Event.PAUSE_FOR_A_TICK_WITH_A_KEY,
        Event.PAUSE_WITH_A_KEY_AND_DIE_BEFORE_THE_TIMER,
        Event.PAUSE_WITHOUT_AN_END_WITH_A_KEY_AFTER_LOSING_TO_AN_UNPAUSE,
        Event.UNPAUSE_WITH_A_KEY,
        Event.REPEAT_THE_LAST_REQUEST_WITH_A_KEY,
        Event.PAUSE_FOR_TWO_TICKS,
        Event.RING_EVERY_TIMER,
        Event.SWEEP,
        Event.TICK);
  }

  private static void walkEveryOrderOf(Event... kinds) {
    int walks = (int) Math.pow(kinds.length, LENGTH);
    for (int walk = 0; walk < walks; walk++) {
      Event[] events = new Event[LENGTH];
      int rest = walk;
      for (int i = 0; i < LENGTH; i++) {
        events[i] = kinds[rest % kinds.length];
        rest /= kinds.length;
      }
      new Walk(events).check();
    }
    assertThat(walks).isEqualTo(59_049);
  }

  /// One order of events, and what must be true after each.
  private static final class Walk {
    private static final Duration TICK = Duration.ofSeconds(100);

    private final Event[] events;
    private final SettableClock clock =
        new SettableClock(Instant.parse("2026-06-01T12:00:00.400Z"));
    private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
    private final RecordingTimer timer = new RecordingTimer();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final PauseAdCampaign pauseAdCampaign =
        new PauseAdCampaign(
            campaigns,
            new AccountAccess(new InMemoryGrants()),
            timer,
            timer,
            new CountingPauseIds(),
            metrics);
    private final UnpauseAdCampaign unpauseAdCampaign =
        new UnpauseAdCampaign(campaigns, new AccountAccess(new InMemoryGrants()), timer);
    private final ResumeAdCampaign resumeAdCampaign =
        new ResumeAdCampaign(campaigns, this::waitUntil, metrics);
    private final SweepDuePauses sweepDuePauses =
        new SweepDuePauses(campaigns, metrics, new DirectLanes(), clock, Duration.ofSeconds(90));
    private final RetrieveAdCampaign retrieveAdCampaign =
        new RetrieveAdCampaign(campaigns, new AccountAccess(new InMemoryGrants()));

    private final RespondOnce once = new RespondOnce(campaigns);
    private int requests;
    private int sent;

    /// Repeats the last request with a key. Null as long as nobody heard its response.
    private @Nullable Function<Instant, Attempt<Outcome<AdCampaign>>> last;

    private @Nullable String lastResponse;

    // The ask of the newest accepted request.
    private boolean paused;
    private @Nullable Instant until;

    Walk(Event[] events) {
      this.events = events;
    }

    void check() {
      campaigns.put(Samples.campaign(ID.value(), AdCampaignStatus.ACTIVE));
      for (Event event : events) {
        happen(event);
        neverEarlyAndNeverUndone(event);
        shownAsAsked(event);
      }
      endsInTheEnd();
    }

    private void happen(Event event) {
      switch (event) {
        case PAUSE_FOR_A_TICK -> pause(inTicks(1));
        case PAUSE_FOR_TWO_TICKS -> pause(inTicks(2));
        case PAUSE_WITHOUT_AN_END -> pause(null);
        case PAUSE_AND_DIE_BEFORE_THE_TIMER -> pauseAndDie(inTicks(1));
        case UNPAUSE -> unpause();
        case RING_EVERY_TIMER ->
            timer
                .timers()
                .reversed()
                .forEach(asked -> resumeAdCampaign.resume(asked, clock.instant()));
        case SWEEP -> sweepDuePauses.sweep(() -> false);
        case LET_THE_INDEX_LAG -> {
          Item item = campaigns.item(ID);
          if (item.state().inDueIndex() && item.state().until() != null) {
            campaigns.lagWith(new DuePause(ID, item.state().pauseId(), item.state().until()));
          }
        }
        case TICK -> clock.advance(TICK);
        case PAUSE_FOR_A_TICK_WITH_A_KEY -> pauseWithKey(inTicks(1));
        case PAUSE_WITH_A_KEY_AND_DIE_BEFORE_THE_TIMER -> {
          campaigns.loseNextResponse(Step.KEEP, LostResponse.CARRIED_OUT);
          campaigns.beforeNext(Step.KEEP, () -> campaigns.beforeNext(Step.FIND_ANSWER, Walk::die));
          try {
            pauseWithKey(inTicks(1));
            throw broken("it lived");
          } catch (StoreUnavailableException e) {
            accepted(inTicks(1));
          }
        }
        case PAUSE_WITHOUT_AN_END_WITH_A_KEY_AFTER_LOSING_TO_AN_UNPAUSE -> {
          campaigns.beforeNext(Step.KEEP, this::unpause);
          pauseWithKey(null);
        }
        case UNPAUSE_WITH_A_KEY -> {
          first(now -> unpauseAdCampaign.unpause(ID, CALLER, now));
          paused = false;
          until = null;
        }
        case REPEAT_THE_LAST_REQUEST_WITH_A_KEY -> repeat();
      }
    }

    private void pauseWithKey(@Nullable Instant newUntil) {
      first(now -> pauseAdCampaign.pause(ID, newUntil, CALLER, now));
      accepted(newUntil);
    }

    private void accepted(@Nullable Instant newUntil) {
      paused = true;
      until = newUntil;
    }

    private void first(Function<Instant, Attempt<Outcome<AdCampaign>>> request) {
      requests++;
      last = request;
      lastResponse = null;
      if (!(ask(request)
          instanceof Result.First<Outcome<AdCampaign>>(String response, var ignored))) {
        throw broken("not the first of its key");
      }
      lastResponse = response;
    }

    /// I6.
    private void repeat() {
      if (last == null) {
        return;
      }
      Item before = campaigns.item(ID);
      if (!(ask(last) instanceof Result.Replayed<Outcome<AdCampaign>>(String response, var ignored))
          || (lastResponse != null && !response.equals(lastResponse))
          || !campaigns.item(ID).equals(before)) {
        throw broken("a repeated request that is not replayed: " + campaigns.item(ID));
      }
    }

    private Result<Outcome<AdCampaign>> ask(
        Function<Instant, Attempt<Outcome<AdCampaign>>> request) {
      Instant now = clock.instant();
      return once.answer(
          new KeyedRequest(new IdempotencyKey("biz_1", "k" + requests), "same", "nonce-" + ++sent),
          request.apply(now),
          Walk::render,
          failures -> failures < 3,
          now);
    }

    private static String render(Outcome<AdCampaign> outcome) {
      if (outcome
          instanceof Seen.Shown<AdCampaign>(AdCampaign campaign, var ignored, var alsoIgnored)) {
        return campaign.state().status()
            + " "
            + campaign.state().until()
            + " "
            + campaign.updatedAt();
      }
      throw new AssertionError(outcome);
    }

    private static void die() {
      throw new StoreUnavailableException("died", new IllegalStateException("test"));
    }

    private Instant inTicks(int ticks) {
      return Instant.ofEpochSecond(
          clock.instant().plus(TICK.multipliedBy(ticks)).getEpochSecond() + 1);
    }

    private void pause(@Nullable Instant newUntil) {
      Outcome<AdCampaign> outcome =
          pauseAdCampaign.pause(ID, newUntil, CALLER, clock.instant()).make();
      if (!(outcome
              instanceof Seen.Shown<AdCampaign>(AdCampaign response, var ignored, var alsoIgnored))
          || response.state().status() != AdCampaignStatus.PAUSED
          || !Objects.equals(response.state().until(), newUntil)) {
        throw broken("a response that is not what was asked: " + outcome);
      }
      paused = true;
      until = newUntil;
    }

    private void pauseAndDie(Instant newUntil) {
      campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);
      campaigns.beforeNext(Step.FIND, Walk::die);
      try {
        pauseAdCampaign.pause(ID, newUntil, CALLER, clock.instant()).make();
        throw broken("it lived");
      } catch (StoreUnavailableException e) {
        paused = true;
        until = newUntil;
      }
    }

    private void unpause() {
      Outcome<AdCampaign> outcome = unpauseAdCampaign.unpause(ID, CALLER, clock.instant()).make();
      if (!(outcome
              instanceof Seen.Shown<AdCampaign>(AdCampaign response, var ignored, var alsoIgnored))
          || response.state().status() != AdCampaignStatus.ACTIVE
          || response.state().until() != null) {
        throw broken("a response that is not what was asked: " + outcome);
      }
      paused = false;
      until = null;
    }

    private Instant waitUntil(Instant time) {
      clock.set(time);
      return time;
    }

    private boolean mustBePaused() {
      return paused && (until == null || until.isAfter(clock.instant()));
    }

    /// I2, I3, I4, I5: looks at the stored item.
    private void neverEarlyAndNeverUndone(Event event) {
      Item item = campaigns.item(ID);
      if (mustBePaused()
          && (item.state().status() != AdCampaignStatus.PAUSED
              || !Objects.equals(item.state().until(), until))) {
        throw broken("ended or changed at " + event + ": " + item);
      }
      if (!paused && item.state().status() != AdCampaignStatus.ACTIVE) {
        throw broken("paused again at " + event + ": " + item);
      }
    }

    private void shownAsAsked(Event event) {
      Seen<AdCampaign> outcome = retrieveAdCampaign.retrieve(ID, CALLER, clock.instant());
      if (!(outcome
              instanceof Seen.Shown<AdCampaign>(AdCampaign shown, var ignored, var alsoIgnored))
          || shown.state().status()
              != (mustBePaused() ? AdCampaignStatus.PAUSED : AdCampaignStatus.ACTIVE)
          || !Objects.equals(shown.state().until(), mustBePaused() ? until : null)) {
        throw broken("shown otherwise at " + event + ": " + outcome);
      }
    }

    /// I1, and I3 for good. With no client and no timer, a sweep ends what is due and nothing else.
    private void endsInTheEnd() {
      clock.advance(TICK.multipliedBy(10));
      campaigns.catchUp();
      sweepDuePauses.sweep(() -> false);
      Item item = campaigns.item(ID);
      boolean forGood = paused && until == null;
      if (item.state().status() != (forGood ? AdCampaignStatus.PAUSED : AdCampaignStatus.ACTIVE)
          || item.state().until() != null
          || item.state().inDueIndex()
          || (item.state().pauseId() == null) == forGood) {
        throw broken("not so in the end: " + item);
      }
      happen(Event.RING_EVERY_TIMER);
      SweepReport nothing = sweepDuePauses.sweep(() -> false);
      if (!campaigns.item(ID).equals(item) || nothing.resumed() + nothing.outdated() > 0) {
        throw broken("not at rest in the end: " + campaigns.item(ID) + ", " + nothing);
      }
    }

    private AssertionError broken(String what) {
      return fail(List.of(events) + ": " + what);
    }
  }
}
