package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Outcome;
import dev.intermission.access.Seen;
import dev.intermission.metrics.Metrics.Measure;
import dev.intermission.metrics.RecordingMetrics;
import dev.intermission.metrics.RecordingMetrics.Entry;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.Samples;
import dev.intermission.read.RetrieveAdCampaign;
import dev.intermission.resume.RecordingTimer;
import dev.intermission.resume.RecordingTimer.Armed;
import dev.intermission.resume.RecordingTimer.Disarmed;
import dev.intermission.resume.Timer;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.LostResponse;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import dev.intermission.store.ItemError;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PauseAdCampaignTest {
  private static final AdCampaignId ID = new AdCampaignId("adcamp_1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123456Z");
  private static final Instant NOW_SHOWN = Instant.parse("2026-06-01T12:00:00.123Z");
  private static final Instant T1 = Instant.parse("2026-06-02T00:00:00Z");
  private static final Instant T2 = Instant.parse("2026-06-03T00:00:00Z");
  private static final Instant PASSED = Instant.parse("2026-06-01T11:59:00Z");
  private static final PauseId OLD = new PauseId("old");
  private static final PauseId FIRST = new PauseId("pause-1");
  private static final PauseId SECOND = new PauseId("pause-2");
  private static final Caller CALLER = caller(Samples.ACCOUNT);
  private static final Caller STRANGER = caller(Samples.OTHER_ACCOUNT);

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
  private final RetrieveAdCampaign retrieveAdCampaign =
      new RetrieveAdCampaign(campaigns, new AccountAccess(new InMemoryGrants()));

  // The state matrix.

  @Test
  void an_active_campaign_is_paused_until_a_time() {
    AdCampaign before = put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    AdCampaign shown = paused(pause(T1));

    assertThat(shown).isEqualTo(before.changedTo(before.state().paused(FIRST, T1), NOW));
    assertThat(shown.updatedAt()).isEqualTo(NOW_SHOWN);
    storedAsPaused(FIRST, T1);
    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, FIRST, T1), NOW));
    nothingMeasured();
    assertThat(campaigns.calls(Step.FIND)).as("one step suffices").isZero();
  }

  @Test
  void an_active_campaign_is_paused_without_an_end() {
    AdCampaign before = put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    AdCampaign shown = paused(pause(null));

    assertThat(shown).isEqualTo(before.changedTo(before.state().paused(FIRST, null), NOW));
    storedAsPaused(FIRST, null);
    assertThat(timer.calls()).as("there is nothing to arm or to take away").isEmpty();
  }

  @Test
  void a_second_pause_until_the_same_time_changes_nothing() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", T1));
    Item stored = campaigns.item(ID);

    assertThat(paused(pause(T1))).isEqualTo(before);

    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(before.updatedAt()).isEqualTo(Samples.UPDATED_AT);
  }

  @Test
  void a_second_pause_until_the_same_time_makes_sure_of_the_timer_under_the_id_found() {
    put(Samples.pausedCampaign("adcamp_1", "old", T1));

    pause(T1);

    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, OLD, T1), NOW));
  }

  @Test
  void a_repeated_request_has_one_effect_and_arms_one_timer_twice() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    AdCampaign first = paused(pause(T1));
    Item stored = campaigns.item(ID);
    AdCampaign second = paused(pauseAdCampaign.pause(ID, T1, CALLER, NOW.plusSeconds(30)).make());

    assertThat(second).isEqualTo(first);
    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.timers()).containsExactly(new Timer(ID, FIRST, T1), new Timer(ID, FIRST, T1));
  }

  @Test
  void a_pause_until_a_later_time_wins() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", T1));

    assertThat(paused(pause(T2)))
        .isEqualTo(before.changedTo(before.state().paused(FIRST, T2), NOW));

    storedAsPaused(FIRST, T2);
    assertThat(timer.calls())
        .containsExactly(
            new Armed(new Timer(ID, FIRST, T2), NOW), new Disarmed(OLD, RecordingTimer.TOOK));
  }

  @Test
  void a_pause_until_an_earlier_time_wins_too() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", T2));

    assertThat(paused(pause(T1)))
        .isEqualTo(before.changedTo(before.state().paused(FIRST, T1), NOW));

    storedAsPaused(FIRST, T1);
    assertThat(timer.calls())
        .containsExactly(
            new Armed(new Timer(ID, FIRST, T1), NOW), new Disarmed(OLD, RecordingTimer.TOOK));
  }

  @Test
  void a_pause_without_an_end_replaces_a_timed_one_and_takes_its_timer_away() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", T1));

    assertThat(paused(pause(null)))
        .isEqualTo(before.changedTo(before.state().paused(FIRST, null), NOW));

    storedAsPaused(FIRST, null);
    assertThat(timer.calls()).containsExactly(new Disarmed(OLD, Duration.ZERO));
  }

  @Test
  void a_timed_pause_replaces_one_without_an_end_which_had_no_timer() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", null));

    assertThat(paused(pause(T1)))
        .isEqualTo(before.changedTo(before.state().paused(FIRST, T1), NOW));

    storedAsPaused(FIRST, T1);
    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, FIRST, T1), NOW));
  }

  @Test
  void a_second_pause_without_an_end_changes_nothing() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", null));
    Item stored = campaigns.item(ID);

    assertThat(paused(pause(null))).isEqualTo(before);

    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void the_newest_of_many_requests_wins() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    pause(T1);
    pause(null);
    pause(T2);
    pause(T1);

    storedAsPaused(new PauseId("pause-4"), T1, 4);
    assertThat(timer.calls())
        .containsExactly(
            new Armed(new Timer(ID, FIRST, T1), NOW),
            new Disarmed(FIRST, Duration.ZERO),
            new Armed(new Timer(ID, new PauseId("pause-3"), T2), NOW),
            new Armed(new Timer(ID, new PauseId("pause-4"), T1), NOW),
            new Disarmed(new PauseId("pause-3"), RecordingTimer.TOOK));
  }

  @Test
  void a_campaign_that_the_platform_paused_can_be_paused_until_a_time() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", null, null));

    assertThat(paused(pause(T1)))
        .isEqualTo(before.changedTo(before.state().paused(FIRST, T1), NOW));

    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, FIRST, T1), NOW));
  }

  @Test
  void a_campaign_that_the_platform_paused_is_paused_without_an_end_already() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", null, null));

    assertThat(paused(pause(null))).isEqualTo(before);

    assertThat(campaigns.item(ID).rev()).isZero();
  }

  @Test
  void a_timed_pause_that_no_sweep_would_find_is_made_whole_by_asking_for_it_again() {
    // Some other writer lost due_pk, or pause_id: the state is not exactly the asked one.
    campaigns.put(
        Samples.campaign("adcamp_1", new PauseState(AdCampaignStatus.PAUSED, OLD, T1, false)));
    paused(pause(T1));
    storedAsPaused(FIRST, T1);

    campaigns.put(
        Samples.campaign("adcamp_1", new PauseState(AdCampaignStatus.PAUSED, null, T1, true)));
    paused(pause(T1));
    storedAsPaused(SECOND, T1);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"INACTIVE", "STALE"})
  void a_stop_by_the_platform_is_never_overwritten(AdCampaignStatus status) {
    put(Samples.campaign("adcamp_1", status));
    Item stored = campaigns.item(ID);

    assertThat(pause(T1)).isEqualTo(new Outcome.NotAllowed<>(status));
    assertThat(pause(null)).isEqualTo(new Outcome.NotAllowed<>(status));

    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).isEmpty();
    nothingMeasured();
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"INACTIVE", "STALE"})
  void a_stop_by_the_platform_with_the_rest_of_that_very_pause_is_not_taken_for_it(
      AdCampaignStatus status) {
    put(Samples.campaign("adcamp_1", status, OLD, T1));

    assertThat(pause(T1)).isEqualTo(new Outcome.NotAllowed<>(status));

    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void a_missing_campaign_is_not_found() {
    assertThat(pause(T1)).isEqualTo(new Seen.NotFound<>());

    assertThat(timer.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(AdCampaignStatus.class)
  void another_accounts_campaign_is_not_found_and_not_touched(AdCampaignStatus status) {
    put(
        status == AdCampaignStatus.PAUSED
            ? Samples.pausedCampaign("adcamp_1", "old", T1)
            : Samples.campaign("adcamp_1", status));
    Item stored = campaigns.item(ID);

    for (Instant until : Arrays.asList(T1, T2, null)) {
      assertThat(pauseAdCampaign.pause(ID, until, STRANGER, NOW).make())
          .isEqualTo(new Seen.NotFound<>());
    }

    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).as("nobody re-arms another account's timer").isEmpty();
  }

  // A pause that nothing has ended yet.

  @Test
  void a_campaign_whose_time_has_passed_counts_as_active_and_can_be_paused_until_a_time() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", PASSED));
    assertThat(shown().state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(shown().state().until()).isNull();
    assertThat(shown().updatedAt()).isEqualTo(PASSED);

    assertThat(paused(pause(T1)))
        .isEqualTo(before.changedTo(before.state().paused(FIRST, T1), NOW));

    storedAsPaused(FIRST, T1);
    assertThat(timer.calls())
        .containsExactly(
            new Armed(new Timer(ID, FIRST, T1), NOW), new Disarmed(OLD, RecordingTimer.TOOK));
  }

  @Test
  void a_campaign_whose_time_has_passed_counts_as_active_and_can_be_paused_without_an_end() {
    AdCampaign before = put(Samples.pausedCampaign("adcamp_1", "old", PASSED));

    assertThat(paused(pause(null)))
        .isEqualTo(before.changedTo(before.state().paused(FIRST, null), NOW));

    storedAsPaused(FIRST, null);
    assertThat(timer.calls()).containsExactly(new Disarmed(OLD, Duration.ZERO));
    assertThat(shown().state().status()).isEqualTo(AdCampaignStatus.PAUSED);
  }

  @Test
  void an_active_campaign_with_the_rest_of_a_pause_is_paused_and_the_rest_is_gone() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE, OLD, T1));

    paused(pause(null));

    storedAsPaused(FIRST, null);
    assertThat(campaigns.item(ID).state().inDueIndex()).isFalse();
    assertThat(timer.calls()).containsExactly(new Disarmed(OLD, Duration.ZERO));
  }

  // Lost responses.

  @Test
  void a_lost_response_to_a_committed_timed_pause_is_found_by_one_read_and_armed() {
    AdCampaign before = put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);

    AdCampaign shown = paused(pause(T1));

    assertThat(shown).isEqualTo(before.changedTo(before.state().paused(FIRST, T1), NOW));
    assertThat(campaigns.calls(Step.FIND)).isEqualTo(1);
    assertThat(campaigns.calls(Step.UPDATE)).as("it is not repeated").isEqualTo(1);
    storedAsPaused(FIRST, T1);
    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, FIRST, T1), NOW));
  }

  @Test
  void a_lost_response_to_a_committed_pause_without_an_end_needs_no_timer() {
    put(Samples.pausedCampaign("adcamp_1", "old", T1));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);

    assertThat(paused(pause(null)).state().until()).isNull();

    storedAsPaused(FIRST, null);
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void a_lost_response_to_a_pause_that_was_not_committed_is_unconfirmed() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    Item stored = campaigns.item(ID);
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);

    assertThat(pause(T1)).isEqualTo(new Outcome.Unconfirmed<>());

    assertThat(campaigns.item(ID)).as("it is not repeated").isEqualTo(stored);
    assertThat(campaigns.calls(Step.UPDATE)).isEqualTo(1);
    assertThat(timer.calls()).isEmpty();
    nothingMeasured();
  }

  static List<LostResponse> lostResponses() {
    return List.of(LostResponse.values());
  }

  @ParameterizedTest
  @MethodSource("lostResponses")
  void a_lost_response_never_overwrites_somebody_elses_newer_pause(LostResponse how) {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    campaigns.loseNextResponse(Step.UPDATE, how);
    campaigns.beforeNext(
        Step.FIND, () -> assertThat(paused(pause(T2)).state().pauseId()).isEqualTo(SECOND));

    assertThat(pause(T1)).isEqualTo(new Outcome.Unconfirmed<>());

    storedAsPaused(SECOND, T2, how == LostResponse.CARRIED_OUT ? 2 : 1);
    assertThat(timer.timers())
        .as("only the newer one is armed")
        .containsExactly(new Timer(ID, SECOND, T2));
  }

  @Test
  void a_lost_response_is_not_taken_for_somebody_elses_pause_until_the_same_time() {
    put(Samples.pausedCampaign("adcamp_1", "old", T1));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);

    assertThat(pause(T1)).isEqualTo(new Outcome.Unconfirmed<>());
    assertThat(paused(pause(T1)).state().pauseId()).as("asking again tells").isEqualTo(OLD);
  }

  @Test
  void a_lost_response_for_a_campaign_that_is_gone_or_somebody_elses_is_not_found() {
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);
    assertThat(pause(T1)).isEqualTo(new Seen.NotFound<>());

    put(Samples.pausedCampaign("adcamp_1", "old", T1));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);
    assertThat(pauseAdCampaign.pause(ID, T1, STRANGER, NOW).make())
        .isEqualTo(new Seen.NotFound<>());
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void a_lost_response_and_a_store_that_cannot_be_asked_is_a_fault() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);
    campaigns.makeUnavailable(Step.FIND);

    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> pause(T1));
    assertThat(timer.calls()).as("the sweep will end it").isEmpty();
  }

  @Test
  void a_store_that_is_not_available_is_a_fault() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    Item stored = campaigns.item(ID);
    campaigns.makeUnavailable(Step.UPDATE);

    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> pause(T1));
    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).isEmpty();
    assertThat(campaigns.calls(Step.FIND)).isZero();
  }

  // Broken items.

  @Test
  void a_broken_campaign_is_paused_and_armed_before_it_is_called_unreadable() {
    campaigns.putBroken(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE), "title");

    assertThat(pause(T1)).isEqualTo(unreadable("title"));

    storedAsPaused(FIRST, T1);
    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, FIRST, T1), NOW));
  }

  @Test
  void a_broken_campaign_that_is_paused_until_that_time_already_is_armed_and_unreadable() {
    campaigns.putBroken(Samples.pausedCampaign("adcamp_1", "old", T1), "title");

    assertThat(pause(T1)).isEqualTo(unreadable("title"));

    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, OLD, T1), NOW));
    assertThat(campaigns.item(ID).rev()).isZero();
  }

  @Test
  void a_lost_response_for_a_broken_campaign_is_armed_and_unreadable() {
    campaigns.putBroken(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE), "title");
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);

    assertThat(pause(T1)).isEqualTo(unreadable("title"));

    storedAsPaused(FIRST, T1);
    assertThat(timer.calls()).containsExactly(new Armed(new Timer(ID, FIRST, T1), NOW));
  }

  @Test
  void a_broken_campaign_that_the_platform_stopped_is_not_pausable() {
    campaigns.putBroken(Samples.campaign("adcamp_1", AdCampaignStatus.INACTIVE), "title");

    assertThat(pause(T1)).isEqualTo(new Outcome.NotAllowed<>(AdCampaignStatus.INACTIVE));
  }

  @Test
  void a_status_that_is_not_on_the_list_is_unreadable_and_never_overwritten() {
    campaigns.putBroken(Samples.pausedCampaign("adcamp_1", "old", T1), "status");
    Item stored = campaigns.item(ID);

    assertThat(pause(T1)).isEqualTo(unreadable("status"));
    assertThat(pause(null)).isEqualTo(unreadable("status"));

    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void another_accounts_broken_campaign_is_not_found() {
    for (String attribute : List.of("title", "status", "account_id")) {
      campaigns.putBroken(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE), attribute);
      Item broken = campaigns.item(ID);

      assertThat(pauseAdCampaign.pause(ID, T1, STRANGER, NOW).make())
          .isEqualTo(new Seen.NotFound<>());
      assertThat(campaigns.item(ID)).isEqualTo(broken);
    }
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void a_campaign_without_a_readable_account_is_nobodys() {
    campaigns.putBroken(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE), "account_id");

    assertThat(pause(T1)).isEqualTo(new Seen.NotFound<>());

    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
  }

  // The timer.

  @Test
  void a_new_pause_stands_though_its_timer_could_not_be_armed() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    timer.answerWith(asked -> false);

    assertThat(paused(pause(T1)).state().until()).isEqualTo(T1);

    storedAsPaused(FIRST, T1);
    oneTimerMissed();
  }

  @Test
  void a_repeated_pause_stands_though_its_timer_could_not_be_armed() {
    put(Samples.pausedCampaign("adcamp_1", "old", T1));
    timer.answerWith(asked -> false);

    assertThat(paused(pause(T1)).state().until()).isEqualTo(T1);

    oneTimerMissed();
  }

  @Test
  void a_replacing_pause_stands_though_its_timer_could_not_be_armed() {
    put(Samples.pausedCampaign("adcamp_1", "old", T1));
    timer.answerWith(asked -> false);

    assertThat(paused(pause(T2)).state().until()).isEqualTo(T2);

    storedAsPaused(FIRST, T2);
    oneTimerMissed();
  }

  @Test
  void a_pause_found_after_a_lost_response_stands_though_its_timer_could_not_be_armed() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);
    timer.answerWith(asked -> false);

    assertThat(paused(pause(T1)).state().until()).isEqualTo(T1);

    oneTimerMissed();
  }

  @Test
  void an_unreadable_campaigns_timer_that_could_not_be_armed_is_counted() {
    campaigns.putBroken(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE), "title");
    timer.answerWith(asked -> false);

    assertThat(pause(T1)).isEqualTo(unreadable("title"));

    oneTimerMissed();
  }

  @Test
  void the_timer_is_asked_only_after_the_pause_is_committed() {
    put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    timer.answerWith(asked -> {
      storedAsPaused(FIRST, T1);
      return true;
    });

    pause(T1);

    assertThat(timer.calls()).hasSize(1);
  }

  private Outcome<AdCampaign> pause(@Nullable Instant until) {
    return pauseAdCampaign.pause(ID, until, CALLER, NOW).make();
  }

  private AdCampaign put(AdCampaign campaign) {
    campaigns.put(campaign);
    return campaign;
  }

  private AdCampaign shown() {
    return paused(retrieveAdCampaign.retrieve(ID, CALLER, NOW));
  }

  private void storedAsPaused(PauseId pauseId, @Nullable Instant until) {
    storedAsPaused(pauseId, until, 1);
  }

  private void storedAsPaused(PauseId pauseId, @Nullable Instant until, int rev) {
    Item item = campaigns.item(ID);
    assertThat(item.state().status()).isEqualTo(AdCampaignStatus.PAUSED);
    assertThat(item.state().pauseId()).isEqualTo(pauseId);
    assertThat(item.state().until()).isEqualTo(until);
    assertThat(item.state().inDueIndex()).isEqualTo(until != null);
    assertThat(item.updatedAt()).isEqualTo(NOW_SHOWN);
    assertThat(item.changedBy()).isEqualTo("key_1");
    assertThat(item.rev()).isEqualTo(rev);
  }

  private void oneTimerMissed() {
    assertThat(metrics.entries()).containsExactly(new Entry(Measure.TIMER_NOT_ARMED, 1));
  }

  private void nothingMeasured() {
    assertThat(metrics.entries()).isEmpty();
  }

  private static AdCampaign paused(Outcome<AdCampaign> outcome) {
    assertThat(outcome).isInstanceOf(Seen.Shown.class);
    return ((Seen.Shown<AdCampaign>) outcome).record();
  }

  private static Outcome<AdCampaign> unreadable(String attribute) {
    return new Seen.Unreadable<>(new ItemError("ad_campaigns", "adcamp_1", attribute));
  }

  private static Caller caller(AccountId account) {
    return new Caller("key_1", new Holder.Account(account), Set.of(), null);
  }
}
