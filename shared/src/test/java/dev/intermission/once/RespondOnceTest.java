package dev.intermission.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Outcome;
import dev.intermission.access.Scope;
import dev.intermission.access.Seen;
import dev.intermission.metrics.Metrics.Measure;
import dev.intermission.metrics.RecordingMetrics;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AppId;
import dev.intermission.model.PauseId;
import dev.intermission.model.Samples;
import dev.intermission.model.Status;
import dev.intermission.once.RespondOnce.Result;
import dev.intermission.pause.CountingPauseIds;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.UnpauseAdCampaign;
import dev.intermission.resume.RecordingTimer;
import dev.intermission.resume.RecordingTimer.Armed;
import dev.intermission.resume.RecordingTimer.Disarmed;
import dev.intermission.resume.ResumeAdCampaign;
import dev.intermission.resume.Timer;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.LostResponse;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Requests with a key, over campaigns: one effect and one response, whatever comes between.
class RespondOnceTest {
  private static final AdCampaignId ID = new AdCampaignId("adcamp_1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123Z");
  private static final Instant UNTIL = Instant.parse("2026-06-01T13:00:00Z");
  private static final Instant LATER = Instant.parse("2026-06-01T14:00:00Z");
  private static final Caller CALLER =
      new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);
  private static final PauseId FIRST = new PauseId("pause-1");
  private static final IdempotencyKey KEY =
      IdempotencyKey.parse(Samples.ACCOUNT.value(), "k").orElseThrow();
  private static final Retry NO_RETRY = failures -> false;

  private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
  private final InMemoryGrants grants = new InMemoryGrants();
  private final RecordingTimer timer = new RecordingTimer();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final AccountAccess access = new AccountAccess(grants);
  private final PauseAdCampaign pauseAdCampaign =
      new PauseAdCampaign(campaigns, access, timer, timer, new CountingPauseIds(), metrics);
  private final UnpauseAdCampaign unpauseAdCampaign =
      new UnpauseAdCampaign(campaigns, access, timer);
  private final RespondOnce once = new RespondOnce(campaigns);
  private final AtomicInteger requests = new AtomicInteger();

  @BeforeEach
  void put() {
    campaigns.put(Samples.campaign(ID.value(), AdCampaignStatus.ACTIVE));
  }

  @Test
  void the_first_request_pauses_and_arms_and_the_second_gets_the_same_response() {
    String first = first(pause("k", UNTIL, NOW));
    Item paused = campaigns.item(ID);
    assertThat(paused.state().pauseId()).isEqualTo(FIRST);
    assertThat(paused.rev()).isEqualTo(1);
    assertThat(first).contains("paused", "until=" + UNTIL);

    assertThat(replayed(pause("k", UNTIL, NOW.plusSeconds(5)))).isEqualTo(first);
    assertThat(campaigns.item(ID)).isEqualTo(paused);
    assertThat(timer.calls())
        .as("armed, and armed again for a client that heard nothing")
        .containsExactly(
            new Armed(new Timer(ID, FIRST, UNTIL), NOW),
            new Armed(new Timer(ID, FIRST, UNTIL), NOW.plusSeconds(5)));
  }

  @Test
  void it_costs_two_reads_and_one_step() {
    first(pause("k", UNTIL, NOW));
    assertThat(campaigns.calls(Step.FIND_ANSWER)).isEqualTo(1);
    assertThat(campaigns.calls(Step.FIND)).isEqualTo(1);
    assertThat(campaigns.calls(Step.KEEP)).isEqualTo(1);
    assertThat(campaigns.calls(Step.UPDATE)).isZero();
  }

  @Test
  void a_replay_tells_what_was_and_changes_nothing_that_came_since() {
    String first = first(pause("k", UNTIL, NOW));
    first(unpause("k2", NOW.plusSeconds(1)));
    Item active = campaigns.item(ID);
    int calls = timer.calls().size();

    assertThat(replayed(pause("k", UNTIL, NOW.plusSeconds(2)))).isEqualTo(first);
    assertThat(campaigns.item(ID)).isEqualTo(active);
    assertThat(timer.calls()).as("its pause is no more").hasSize(calls);
  }

  @Test
  void a_replay_arms_nothing_for_the_pause_that_took_its_place() {
    first(pause("k", UNTIL, NOW));
    first(pause("k2", LATER, NOW.plusSeconds(1)));
    List<RecordingTimer.Call> calls = timer.calls();

    replayed(pause("k", UNTIL, NOW.plusSeconds(2)));
    assertThat(timer.calls()).isEqualTo(calls);
  }

  @Test
  void the_same_key_for_another_request_is_refused_and_changes_nothing() {
    first(pause("k", UNTIL, NOW));
    Item paused = campaigns.item(ID);
    assertThat(pause("k", LATER, NOW)).isEqualTo(new Result.OtherRequest<>());
    assertThat(unpause("k", NOW)).isEqualTo(new Result.OtherRequest<>());
    assertThat(campaigns.item(ID)).isEqualTo(paused);
  }

  @Test
  void a_response_is_kept_for_a_day_and_not_longer() {
    first(pause("k", UNTIL, NOW));
    Instant dayLater = NOW.plus(Duration.ofHours(24));
    Instant nextDay = dayLater.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    replayed(pause("k", UNTIL, dayLater));
    replayed(pause("k", UNTIL, nextDay.minusNanos(1)));
    Instant newUntil = nextDay.plusSeconds(3600);
    first(pause("k", newUntil, nextDay));
    assertThat(campaigns.item(ID).state().until()).isEqualTo(newUntil);
    assertThat(campaigns.responses()).hasSize(1);
  }

  @Test
  void another_owners_key_of_the_same_text_is_another_key() {
    first(pause("k", UNTIL, NOW));
    Caller app =
        new Caller("key_2", new Holder.App(new AppId("app_1")), Set.of(Scope.values()), null);
    grants.grant(new Holder.App(new AppId("app_1")), Samples.ACCOUNT, Set.of(Scope.values()));
    first(ask("k", "pause " + LATER, app, pauseAdCampaign.pause(ID, LATER, app, NOW), NOW));
    assertThat(campaigns.item(ID).state().until()).isEqualTo(LATER);
  }

  // Nothing to change, or not allowed.

  @Test
  void what_is_already_so_is_kept_and_its_timer_is_made_sure_of() {
    first(pause("k", UNTIL, NOW));
    Item paused = campaigns.item(ID);
    first(pause("k2", UNTIL, NOW));
    replayed(pause("k2", UNTIL, NOW));
    assertThat(campaigns.item(ID)).isEqualTo(paused);
    assertThat(timer.calls()).hasSize(3).hasOnlyElementsOfType(Armed.class);
    assertThat(timer.timers()).containsOnly(new Timer(ID, FIRST, UNTIL));
  }

  @Test
  void a_refusal_for_the_state_is_kept_beyond_that_state() {
    campaigns.put(Samples.campaign(ID.value(), AdCampaignStatus.STALE));
    String first = first(pause("k", UNTIL, NOW));
    assertThat(first).startsWith("400 ");
    campaigns.put(Samples.campaign(ID.value(), AdCampaignStatus.ACTIVE));
    assertThat(replayed(pause("k", UNTIL, NOW))).isEqualTo(first);
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
  }

  @Test
  void no_such_campaign_is_kept() {
    campaigns.remove(ID);
    assertThat(first(pause("k", UNTIL, NOW))).startsWith("404 ");
    put();
    assertThat(replayed(pause("k", UNTIL, NOW))).startsWith("404 ");
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
  }

  @Test
  void another_accounts_campaign_is_no_such_campaign() {
    Caller stranger =
        new Caller("key_2", new Holder.Account(Samples.OTHER_ACCOUNT), Set.of(), null);
    String foreign =
        first(ask("k", "p", stranger, pauseAdCampaign.pause(ID, UNTIL, stranger, NOW), NOW));
    campaigns.remove(ID);
    String missing =
        first(ask("k2", "p", stranger, pauseAdCampaign.pause(ID, UNTIL, stranger, NOW), NOW));
    assertThat(foreign).isEqualTo(missing);
  }

  @Test
  void what_an_account_did_not_grant_is_asked_again_each_time() {
    Holder.App holder = new Holder.App(new AppId("app_1"));
    Caller app = new Caller("key_2", holder, Set.of(Scope.values()), null);
    grants.grant(holder, Samples.ACCOUNT, Set.of(Scope.AD_CAMPAIGN_UPDATE));
    assertThat(ask("k", "p", app, pauseAdCampaign.pause(ID, UNTIL, app, NOW), NOW))
        .isInstanceOfSatisfying(
            Result.NotKept.class,
            kept -> assertThat(kept.outcome()).isInstanceOf(Seen.NotGranted.class));
    assertThat(campaigns.responses()).isEmpty();
    grants.grant(holder, Samples.ACCOUNT, Set.of(Scope.values()));
    first(ask("k", "p", app, pauseAdCampaign.pause(ID, UNTIL, app, NOW), NOW));
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
  }

  @Test
  void a_replay_shows_nothing_to_a_caller_whose_grant_is_gone_or_lacks_a_scope() {
    Holder.App holder = new Holder.App(new AppId("app_1"));
    Caller app = new Caller("key_2", holder, Set.of(Scope.values()), null);
    grants.grant(holder, Samples.ACCOUNT, Set.of(Scope.values()));
    first(ask("k", "p", app, pauseAdCampaign.pause(ID, UNTIL, app, NOW), NOW));

    grants.grant(holder, Samples.ACCOUNT, Set.of(Scope.AD_CAMPAIGN_UPDATE));
    assertThat(ask("k", "p", app, pauseAdCampaign.pause(ID, UNTIL, app, NOW), NOW))
        .isEqualTo(
            new Result.NotKept<Outcome<AdCampaign>>(
                new Seen.NotGranted<>(Scope.ACCESS_PASS_BASIC_READ)));
    grants.take(holder, Samples.ACCOUNT);
    int calls = timer.calls().size();
    assertThat(ask("k", "p", app, pauseAdCampaign.pause(ID, UNTIL, app, NOW), NOW))
        .isEqualTo(new Result.NotKept<Outcome<AdCampaign>>(new Seen.NotFound<>()));
    assertThat(timer.calls()).as("nor is anything armed").hasSize(calls);
    assertThat(campaigns.responses())
        .as("and the response stays for who may see it again")
        .hasSize(1);
  }

  @Test
  void an_account_needs_no_grant_for_a_replay() {
    first(pause("k", UNTIL, NOW));
    replayed(pause("k", UNTIL, NOW));
    assertThat(grants.reads()).isEmpty();
  }

  @Test
  void what_is_granted_is_asked_at_each_try() {
    Holder.App holder = new Holder.App(new AppId("app_1"));
    Caller app = new Caller("key_2", holder, Set.of(Scope.values()), null);
    grants.grant(holder, Samples.ACCOUNT, Set.of(Scope.values()));
    campaigns.beforeNext(
        Step.KEEP,
        () -> {
          campaigns.change(ID, item -> item.counted());
          grants.take(holder, Samples.ACCOUNT);
        });
    assertThat(first(ask("k", "p", app, pauseAdCampaign.pause(ID, UNTIL, app, NOW), NOW)))
        .startsWith("404 ");
    assertThat(grants.reads()).hasSize(2);
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
  }

  @Test
  void an_equal_nonce_does_not_make_another_requests_response_ones_own() {
    KeyedRequest mine = new KeyedRequest(KEY, "mine", "nonce");
    KeyedRequest other = new KeyedRequest(KEY, "other", "nonce");
    campaigns.beforeNext(
        Step.KEEP,
        () ->
            first(
                once.answer(
                    other,
                    pauseAdCampaign.pause(ID, LATER, CALLER, NOW),
                    RespondOnceTest::render,
                    NO_RETRY,
                    NOW)));
    assertThat(
            once.answer(
                mine,
                pauseAdCampaign.pause(ID, UNTIL, CALLER, NOW),
                RespondOnceTest::render,
                NO_RETRY,
                NOW))
        .isEqualTo(new Result.OtherRequest<>());
    assertThat(campaigns.item(ID).state().until()).isEqualTo(LATER);
    assertThat(timer.timers()).extracting(Timer::until).containsExactly(LATER);
  }

  @Test
  void a_request_that_comes_too_late_is_refused_unless_it_came_before() {
    String first = first(pause("k", UNTIL, NOW));
    assertThat(replayed(tooLate("k"))).isEqualTo(first);
    assertThat(timer.timers()).as("armed again").hasSize(2);
    assertThat(first(tooLate("k2"))).startsWith("400 ");
    assertThat(replayed(tooLate("k2"))).startsWith("400 ");
  }

  @Test
  void what_cannot_be_kept_is_carried_out_in_the_first_try_only() {
    campaigns.beforeNext(
        Step.KEEP, () -> campaigns.change(ID, item -> item.broken("title").counted()));
    assertThat(pause("k", UNTIL, NOW)).isEqualTo(new Result.Contended<>());
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(pause("k", UNTIL, NOW)).isInstanceOf(Result.NotKept.class);
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
  }

  private Result<Outcome<AdCampaign>> tooLate(String key) {
    Attempt<Outcome<AdCampaign>> late =
        pauseAdCampaign
            .pause(ID, null, CALLER, NOW)
            .refusedNow(new Outcome.NotAllowed<>(AdCampaignStatus.STALE));
    return ask(key, "pause " + UNTIL, CALLER, late, NOW);
  }

  @Test
  void a_broken_item_is_paused_and_its_response_is_not_kept() {
    campaigns.change(ID, item -> item.broken("title"));
    assertThat(pause("k", UNTIL, NOW))
        .isInstanceOfSatisfying(
            Result.NotKept.class,
            kept -> assertThat(kept.outcome()).isInstanceOf(Seen.Unreadable.class));
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
    assertThat(campaigns.responses()).isEmpty();
  }

  // Somebody comes in between.

  @ParameterizedTest
  @EnumSource
  void the_loser_of_a_race_gets_the_winners_answer(Place place) {
    List<String> winner = new ArrayList<>();
    Runnable twin = () -> winner.add(first(pause("k", UNTIL, NOW)));
    switch (place) {
      case BEFORE_THE_LOOK -> campaigns.beforeNext(Step.FIND_ANSWER, twin);
      case BEFORE_THE_READ -> campaigns.beforeNext(Step.FIND, twin);
      case BEFORE_THE_STEP -> campaigns.beforeNext(Step.KEEP, twin);
    }
    String loser = replayed(pause("k", UNTIL, NOW));
    assertThat(winner).containsExactly(loser);
    assertThat(campaigns.item(ID).rev()).isEqualTo(1);
  }

  /// Where a twin can come in between.
  enum Place {
    BEFORE_THE_LOOK,
    BEFORE_THE_READ,
    BEFORE_THE_STEP
  }

  @Test
  void a_pause_that_came_in_between_is_replaced_and_its_timer_taken_away() {
    campaigns.beforeNext(Step.KEEP, () -> pauseAdCampaign.pause(ID, LATER, CALLER, NOW).make());
    String response = first(pause("k", UNTIL, NOW));
    assertThat(response).contains("until=" + UNTIL);
    assertThat(campaigns.item(ID).state().until()).isEqualTo(UNTIL);
    assertThat(campaigns.item(ID).rev()).isEqualTo(2);
    assertThat(campaigns.item(ID).state().pauseId()).as("the same in every try").isEqualTo(FIRST);
    assertThat(timer.calls())
        .endsWith(
            new Armed(new Timer(ID, FIRST, UNTIL), NOW),
            new Disarmed(new PauseId("pause-2"), RecordingTimer.TOOK));
  }

  @Test
  void an_unpause_that_came_in_between_is_before_the_pause() {
    first(pause("k0", LATER, NOW));
    campaigns.beforeNext(Step.KEEP, () -> unpauseAdCampaign.unpause(ID, CALLER, NOW).make());
    first(pause("k", UNTIL, NOW));
    assertThat(campaigns.item(ID).state().until()).isEqualTo(UNTIL);
    assertThat(timer.calls().getLast()).isInstanceOf(Armed.class);
  }

  @Test
  void a_resume_that_came_in_between_is_not_undone_unseen() {
    first(pause("k0", UNTIL, NOW));
    Timer armed = new Timer(ID, FIRST, UNTIL);
    campaigns.beforeNext(
        Step.KEEP,
        () -> new ResumeAdCampaign(campaigns, time -> time, metrics).resume(armed, UNTIL));
    first(unpause("k", UNTIL));
    assertThat(campaigns.item(ID).changedBy()).as("it was active already").isEqualTo("schedule");
    assertThat(campaigns.item(ID).updatedAt()).isEqualTo(UNTIL);
  }

  @Test
  void a_campaign_that_the_platform_stops_in_between_stays_stopped() {
    campaigns.beforeNext(
        Step.KEEP,
        () -> campaigns.change(ID, item -> item.withStatus(AdCampaignStatus.INACTIVE).counted()));
    assertThat(first(pause("k", UNTIL, NOW))).startsWith("400 ");
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.INACTIVE);
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void tries_go_on_while_there_is_time_for_them() {
    keepMoving();
    List<Integer> failures = new ArrayList<>();
    Result<Outcome<AdCampaign>> result =
        once.answer(
            request("k", "p", CALLER),
            pauseAdCampaign.pause(ID, UNTIL, CALLER, NOW),
            RespondOnceTest::render,
            failed -> {
              failures.add(failed);
              if (failed == 20) {
                campaigns.beforeNext(Step.FIND, () -> {});
                campaigns.beforeNext(Step.KEEP, () -> {});
              }
              return true;
            },
            NOW);
    assertThat(first(result)).contains("until=" + UNTIL);
    assertThat(failures).hasSize(20).isSorted().startsWith(1).endsWith(20);
    assertThat(campaigns.item(ID).state().pauseId()).as("the same in every try").isEqualTo(FIRST);
  }

  @Test
  void a_campaign_that_never_stands_still_is_given_up_when_there_is_no_time_left() {
    keepMoving();
    Result<Outcome<AdCampaign>> result =
        once.answer(
            request("k", "p", CALLER),
            pauseAdCampaign.pause(ID, UNTIL, CALLER, NOW),
            RespondOnceTest::render,
            failures -> failures < 5,
            NOW);
    assertThat(result).isEqualTo(new Result.Contended<>());
    assertThat(campaigns.calls(Step.KEEP)).isEqualTo(5);
    assertThat(campaigns.responses()).isEmpty();
    assertThat(timer.calls()).isEmpty();
  }

  /// Has the record changed between each read and the step that follows.
  private void keepMoving() {
    campaigns.beforeNext(
        Step.KEEP,
        () -> {
          campaigns.change(ID, item -> item.counted());
          campaigns.beforeNext(Step.FIND, this::keepMoving);
        });
  }

  // Responses that are lost, and processes that die.

  @Test
  void a_step_that_was_carried_out_unheard_is_found_and_gets_its_timer() {
    campaigns.loseNextResponse(Step.KEEP, LostResponse.CARRIED_OUT);
    first(pause("k", UNTIL, NOW));
    assertThat(campaigns.item(ID).rev()).isEqualTo(1);
    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, FIRST, UNTIL), NOW));
  }

  @Test
  void a_step_that_was_not_carried_out_is_not_confirmed_and_the_next_request_makes_it() {
    campaigns.loseNextResponse(Step.KEEP, LostResponse.NOT_CARRIED_OUT);
    assertThat(pause("k", UNTIL, NOW)).isEqualTo(new Result.Unconfirmed<>());
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(timer.calls()).isEmpty();
    first(pause("k", UNTIL, NOW));
    assertThat(campaigns.item(ID).rev()).isEqualTo(1);
  }

  @Test
  void an_unheard_step_whose_look_fails_too_is_replayed_and_armed_by_the_next_request() {
    campaigns.loseNextResponse(Step.KEEP, LostResponse.CARRIED_OUT);
    campaigns.beforeNext(
        Step.KEEP, () -> campaigns.beforeNext(Step.FIND_ANSWER, RespondOnceTest::die));
    assertThatThrownBy(() -> pause("k", UNTIL, NOW)).isInstanceOf(StoreUnavailableException.class);
    assertThat(timer.calls()).isEmpty();

    replayed(pause("k", UNTIL, NOW.plusSeconds(1)));
    assertThat(campaigns.item(ID).rev()).isEqualTo(1);
    assertThat(timer.calls())
        .containsExactly(new Armed(new Timer(ID, FIRST, UNTIL), NOW.plusSeconds(1)));
  }

  @Test
  void a_retry_after_the_pauses_time_replays() {
    String first = first(pause("k", UNTIL, NOW));
    new ResumeAdCampaign(campaigns, time -> time, metrics)
        .resume(new Timer(ID, FIRST, UNTIL), UNTIL);
    Item ended = campaigns.item(ID);
    assertThat(replayed(pause("k", UNTIL, LATER))).isEqualTo(first);
    assertThat(campaigns.item(ID)).isEqualTo(ended);
    assertThat(timer.calls()).hasSize(1);
  }

  @Test
  void a_replay_answers_even_if_the_timer_cannot_be_looked_after() {
    String first = first(pause("k", UNTIL, NOW));
    campaigns.makeUnavailable(Step.FIND);
    assertThat(replayed(pause("k", UNTIL, NOW))).isEqualTo(first);
    assertThat(metrics.of(Measure.TIMER_NOT_ARMED)).containsExactly(1L);
  }

  @Test
  void a_replay_answers_even_if_the_timer_cannot_be_armed_and_that_is_counted() {
    String first = first(pause("k", UNTIL, NOW));
    assertThat(replayed(pause("k", UNTIL, NOW))).isEqualTo(first);
    assertThat(metrics.entries()).as("armed").isEmpty();

    timer.answerWith(asked -> false);
    assertThat(replayed(pause("k", UNTIL, NOW))).isEqualTo(first);
    assertThat(metrics.of(Measure.TIMER_NOT_ARMED)).containsExactly(1L);
  }

  @Test
  void nothing_is_done_when_the_kept_response_cannot_be_looked_for() {
    campaigns.beforeNext(Step.FIND_ANSWER, RespondOnceTest::die);
    assertThatThrownBy(() -> pause("k", UNTIL, NOW)).isInstanceOf(StoreUnavailableException.class);
    assertThat(campaigns.item(ID).rev()).isZero();
    assertThat(campaigns.calls(Step.FIND)).isZero();
  }

  @Test
  void a_change_that_cannot_be_made_together_with_a_kept_response_is_made_without_its_key() {
    campaigns.keepNothing();
    assertThat(pause("k", UNTIL, NOW))
        .isInstanceOfSatisfying(
            Result.NotKept.class,
            result -> assertThat(result.outcome()).isInstanceOf(Seen.Shown.class));
    assertThat(campaigns.item(ID).state().pauseId()).isEqualTo(FIRST);
    assertThat(timer.timers()).containsExactly(new Timer(ID, FIRST, UNTIL));
    assertThat(campaigns.responses()).isEmpty();
  }

  // The unpause.

  @Test
  void an_unpause_takes_the_timer_away_once() {
    first(pause("k", UNTIL, NOW));
    String first = first(unpause("k2", NOW));
    assertThat(replayed(unpause("k2", NOW))).isEqualTo(first);
    assertThat(campaigns.item(ID).rev()).isEqualTo(2);
    assertThat(timer.calls()).hasSize(2);
    assertThat(timer.calls().getLast()).isEqualTo(new Disarmed(FIRST, Duration.ZERO));
  }

  private static void die() {
    throw new StoreUnavailableException("died", new IllegalStateException("test"));
  }

  private Result<Outcome<AdCampaign>> pause(String key, Instant until, Instant now) {
    return ask(key, "pause " + until, CALLER, pauseAdCampaign.pause(ID, until, CALLER, now), now);
  }

  private Result<Outcome<AdCampaign>> unpause(String key, Instant now) {
    return ask(key, "unpause", CALLER, unpauseAdCampaign.unpause(ID, CALLER, now), now);
  }

  private Result<Outcome<AdCampaign>> ask(
      String key,
      String fingerprint,
      Caller caller,
      Attempt<Outcome<AdCampaign>> attempt,
      Instant now) {
    return once.answer(
        request(key, fingerprint, caller), attempt, RespondOnceTest::render, failures -> true, now);
  }

  private KeyedRequest request(String key, String fingerprint, Caller caller) {
    return new KeyedRequest(
        IdempotencyKey.parse(caller.holder().ownerId(), key).orElseThrow(),
        fingerprint,
        "nonce-" + requests.incrementAndGet());
  }

  private static String render(Outcome<AdCampaign> outcome) {
    return switch (outcome) {
      case Seen.Shown<AdCampaign>(AdCampaign campaign, var ignored, var alsoIgnored) ->
          "200 %s until=%s at=%s"
              .formatted(
                  campaign.state().status().wireName(),
                  campaign.state().until(),
                  campaign.updatedAt());
      case Seen.NotFound<AdCampaign> ignored -> "404 none";
      case Outcome.NotAllowed<AdCampaign>(Status status) -> "400 " + status.wireName();
      case Seen.NotGranted<AdCampaign> ignored -> throw new AssertionError("never kept");
      case Seen.Unreadable<AdCampaign> ignored -> throw new AssertionError("never kept");
      case Outcome.Unconfirmed<AdCampaign> ignored -> throw new AssertionError("never kept");
    };
  }

  private static String first(Result<Outcome<AdCampaign>> result) {
    return Optional.of(result)
        .filter(Result.First.class::isInstance)
        .map(first -> ((Result.First<Outcome<AdCampaign>>) first).response())
        .orElseThrow(() -> new AssertionError("not the first: " + result));
  }

  private static String replayed(Result<Outcome<AdCampaign>> result) {
    return Optional.of(result)
        .filter(Result.Replayed.class::isInstance)
        .map(replayed -> ((Result.Replayed<Outcome<AdCampaign>>) replayed).response())
        .orElseThrow(() -> new AssertionError("not replayed: " + result));
  }
}
