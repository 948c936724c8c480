package dev.intermission.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.metrics.Metrics.Measure;
import dev.intermission.metrics.RecordingMetrics;
import dev.intermission.metrics.RecordingMetrics.Entry;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.Samples;
import dev.intermission.resume.ResumeAdCampaign.Outcome;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import dev.intermission.store.RecordingWaiting;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeAdCampaignTest {
  private static final AdCampaignId ID = new AdCampaignId("adcamp_1");
  private static final Instant UNTIL = Instant.parse("2026-06-01T12:00:10Z");
  private static final PauseId PAUSE = new PauseId("mine");
  private static final Timer TIMER = new Timer(ID, PAUSE, UNTIL);

  private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
  private final RecordingWaiting waiting = new RecordingWaiting();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final ResumeAdCampaign resumeAdCampaign =
      new ResumeAdCampaign(campaigns, waiting, metrics);

  @Test
  void a_timer_on_time_ends_the_pause() {
    putPaused();

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL)).isEqualTo(Outcome.RESUMED);

    storedAsEnded();
    assertThat(waiting.waits()).isEmpty();
    measured(Measure.RESUMED_BY_SCHEDULE);
    assertThat(campaigns.calls(Step.RESUME)).isEqualTo(1);
    assertThat(campaigns.calls(Step.FIND)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.001S", "PT1S", "PT60S", "P1D", "P400D"})
  void a_late_timer_ends_the_pause_and_the_end_is_still_the_pauses_own(Duration late) {
    putPaused();

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.plus(late))).isEqualTo(Outcome.RESUMED);

    storedAsEnded();
  }

  @Test
  void what_is_written_is_what_a_response_showed_before() {
    AdCampaign campaign = putPaused();

    resumeAdCampaign.resume(TIMER, UNTIL.plusSeconds(30));

    Item item = campaigns.item(ID);
    AdCampaign shown = campaign.shownAt(UNTIL.plusSeconds(30));
    assertThat(item.state().status()).isEqualTo(shown.state().status());
    assertThat(item.state().until()).isEqualTo(shown.state().until());
    assertThat(item.updatedAt()).isEqualTo(shown.updatedAt());
  }

  // Early timers.

  @ParameterizedTest
  @ValueSource(strings = {"PT0.000000001S", "PT0.001S", "PT0.4S", "PT1S", "PT4.999S", "PT5S"})
  void a_timer_that_is_early_by_at_most_5_seconds_is_waited_out(Duration early) {
    putPaused();
    waiting.wakeUpAt(time -> time.plusMillis(3));

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.minus(early))).isEqualTo(Outcome.RESUMED);

    assertThat(waiting.waits()).containsExactly(UNTIL);
    assertThat(campaigns.resumes()).hasSize(2);
    assertThat(campaigns.resumes().getFirst().now()).isEqualTo(UNTIL.minus(early));
    assertThat(campaigns.resumes().getLast().now())
        .as("the time after the wait is used, not the timer's")
        .isEqualTo(UNTIL.plusMillis(3));
    storedAsEnded();
    measured(Measure.RESUMED_BY_SCHEDULE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5.000000001S", "PT6S", "PT119S", "PT120S"})
  void a_timer_that_is_early_by_at_most_2_minutes_must_be_delivered_again(Duration early) {
    putPaused();
    Item stored = campaigns.item(ID);

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.minus(early))).isEqualTo(Outcome.TRY_AGAIN);

    assertThat(waiting.waits()).isEmpty();
    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(metrics.entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT120.000000001S", "PT121S", "P366D"})
  void a_timer_that_is_earlier_still_is_sent_away_and_counted(Duration early) {
    putPaused();
    Item stored = campaigns.item(ID);

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.minus(early))).isEqualTo(Outcome.FAR_TOO_EARLY);

    assertThat(waiting.waits()).isEmpty();
    assertThat(campaigns.item(ID)).isEqualTo(stored);
    measured(Measure.RESUME_FAR_TOO_EARLY);
  }

  @Test
  void now_is_rounded_down_so_that_a_part_of_a_second_too_early_is_early() {
    putPaused();
    waiting.wakeUpAt(time -> time.minusNanos(1));

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.minusMillis(1))).isEqualTo(Outcome.TRY_AGAIN);

    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
  }

  @Test
  void a_wait_that_ends_too_soon_is_waited_out_again_but_not_for_ever() {
    putPaused();
    waiting.wakeUpAt(time -> time.minusMillis(1));

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.minusSeconds(2))).isEqualTo(Outcome.TRY_AGAIN);

    assertThat(campaigns.resumes()).hasSize(3);
    assertThat(waiting.waits()).hasSize(2);
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
    assertThat(metrics.entries()).isEmpty();
  }

  @Test
  void a_pause_that_was_replaced_during_the_wait_is_not_ended() {
    putPaused();
    waiting.wakeUpAt(time -> {
      campaigns.put(Samples.pausedCampaign("adcamp_1", "newer", UNTIL.plusSeconds(60)));
      return time;
    });

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.minusSeconds(1))).isEqualTo(Outcome.REPLACED);

    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
    measured(Measure.RESUME_FOR_REPLACED_PAUSE);
  }

  // The timer's time is only a hint.

  @ParameterizedTest
  @CsvSource({"-3600", "-1", "1", "3600"})
  void a_hint_with_a_wrong_time_but_the_right_pause_ends_it_at_the_records_own_time(long wrongBy) {
    putPaused();
    Timer wrong = new Timer(ID, PAUSE, UNTIL.plusSeconds(wrongBy));

    assertThat(resumeAdCampaign.resume(wrong, UNTIL)).isEqualTo(Outcome.RESUMED);

    storedAsEnded();
    assertThat(waiting.waits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, RESUMED", "60, TRY_AGAIN", "3600, FAR_TOO_EARLY"})
  void a_hint_with_a_wrong_earlier_time_does_not_end_the_pause_early(long early, Outcome outcome) {
    putPaused();
    Instant now = UNTIL.minusSeconds(early);
    Timer wrong = new Timer(ID, PAUSE, now.minusSeconds(10));

    assertThat(resumeAdCampaign.resume(wrong, now)).isEqualTo(outcome);

    if (outcome == Outcome.RESUMED) {
      assertThat(waiting.waits()).as("not before its time").containsExactly(UNTIL);
      storedAsEnded();
    } else {
      assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
    }
  }

  // Outdated timers.

  @Test
  void a_timer_for_a_replaced_pause_is_harmless() {
    campaigns.put(Samples.pausedCampaign("adcamp_1", "newer", UNTIL.plusSeconds(60)));
    harmless(Outcome.REPLACED, Measure.RESUME_FOR_REPLACED_PAUSE);
  }

  @Test
  void a_timer_for_a_pause_that_was_replaced_by_one_until_the_same_time_is_harmless() {
    campaigns.put(Samples.pausedCampaign("adcamp_1", "newer", UNTIL));
    harmless(Outcome.REPLACED, Measure.RESUME_FOR_REPLACED_PAUSE);
  }

  @Test
  void a_timer_for_a_pause_that_was_replaced_by_one_that_is_over_leaves_it_to_its_own_timer() {
    campaigns.put(Samples.pausedCampaign("adcamp_1", "newer", UNTIL.minusSeconds(60)));
    harmless(Outcome.REPLACED, Measure.RESUME_FOR_REPLACED_PAUSE);
  }

  @Test
  void a_pause_without_an_end_is_never_undone_by_an_older_timer() {
    campaigns.put(Samples.pausedCampaign("adcamp_1", "newer", null));
    harmless(Outcome.REPLACED, Measure.RESUME_FOR_REPLACED_PAUSE);
  }

  @Test
  void a_pause_that_lost_its_end_is_not_undone_by_its_own_timer_and_somebody_is_told() {
    campaigns.put(Samples.pausedCampaign("adcamp_1", "mine", null));
    harmless(Outcome.BROKEN_ITEM, Measure.BROKEN_ITEMS);
  }

  @Test
  void a_pause_by_the_platform_is_not_undone_by_an_older_timer() {
    campaigns.put(Samples.pausedCampaign("adcamp_1", null, null));
    harmless(Outcome.REPLACED, Measure.RESUME_FOR_REPLACED_PAUSE);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"ACTIVE", "INACTIVE", "STALE"})
  void a_timer_for_a_campaign_that_is_not_paused_any_more_is_harmless(AdCampaignStatus status) {
    campaigns.put(Samples.campaign("adcamp_1", status));
    harmless(Outcome.ALREADY_ENDED, Measure.RESUME_FOR_ENDED_PAUSE);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"ACTIVE", "INACTIVE", "STALE"})
  void a_stop_by_the_platform_that_left_our_pause_behind_is_not_undone(AdCampaignStatus status) {
    campaigns.put(Samples.campaign("adcamp_1", status, PAUSE, UNTIL));
    harmless(Outcome.ALREADY_ENDED, Measure.RESUME_FOR_ENDED_PAUSE);
  }

  @Test
  void a_timer_for_a_campaign_that_is_gone_is_harmless() {
    assertThat(resumeAdCampaign.resume(TIMER, UNTIL)).isEqualTo(Outcome.MISSING);

    measured(Measure.RESUME_FOR_MISSING_CAMPAIGN);
  }

  @Test
  void a_second_delivery_of_the_same_timer_is_harmless() {
    putPaused();
    resumeAdCampaign.resume(TIMER, UNTIL);
    Item ended = campaigns.item(ID);

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.plusSeconds(60)))
        .isEqualTo(Outcome.ALREADY_ENDED);

    assertThat(campaigns.item(ID)).isEqualTo(ended);
    assertThat(metrics.entries())
        .containsExactly(
            new Entry(Measure.RESUMED_BY_SCHEDULE, 1),
            new Entry(Measure.RESUME_FOR_ENDED_PAUSE, 1));
  }

  // Broken items.

  @Test
  void a_broken_item_is_resumed_by_the_attributes_that_are_ours() {
    campaigns.putBroken(Samples.pausedCampaign("adcamp_1", "mine", UNTIL), "title");

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL)).isEqualTo(Outcome.RESUMED);

    storedAsEnded();
  }

  @Test
  void a_status_that_is_not_on_the_list_is_a_broken_item_and_never_overwritten() {
    campaigns.putBroken(Samples.pausedCampaign("adcamp_1", "mine", UNTIL), "status");
    harmless(Outcome.BROKEN_ITEM, Measure.BROKEN_ITEMS);
  }

  @Test
  void an_item_that_cannot_be_updated_is_a_broken_item() {
    campaigns.putBroken(Samples.pausedCampaign("adcamp_1", "mine", UNTIL), "rev");
    harmless(Outcome.BROKEN_ITEM, Measure.BROKEN_ITEMS);
  }

  // Faults.

  @Test
  void a_store_that_is_not_available_is_a_fault_so_that_the_timer_is_delivered_again() {
    putPaused();
    campaigns.makeUnavailable(Step.RESUME);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> resumeAdCampaign.resume(TIMER, UNTIL));
    assertThat(metrics.entries()).isEmpty();
  }

  @Test
  void a_store_that_fails_after_the_wait_is_a_fault_too() {
    putPaused();
    waiting.wakeUpAt(time -> {
      campaigns.makeUnavailable(Step.RESUME);
      return time;
    });

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> resumeAdCampaign.resume(TIMER, UNTIL.minusSeconds(1)));
  }

  @Test
  void the_store_is_told_who_ends_the_pause() {
    putPaused();

    resumeAdCampaign.resume(TIMER, UNTIL);

    assertThat(campaigns.resumes())
        .singleElement()
        .satisfies(resume -> {
          assertThat(resume.id()).isEqualTo(ID);
          assertThat(resume.pauseId()).isEqualTo(PAUSE);
          assertThat(resume.pausedUntil()).isEqualTo(UNTIL);
          assertThat(resume.now()).isEqualTo(UNTIL);
          assertThat(resume.changedBy()).isEqualTo("schedule");
        });
  }

  private AdCampaign putPaused() {
    AdCampaign campaign = Samples.pausedCampaign("adcamp_1", "mine", UNTIL);
    campaigns.put(campaign);
    return campaign;
  }

  private void storedAsEnded() {
    Item item = campaigns.item(ID);
    assertThat(item.state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(item.state().pauseId()).isNull();
    assertThat(item.state().until()).isNull();
    assertThat(item.state().inDueIndex()).isFalse();
    assertThat(item.updatedAt()).isEqualTo(UNTIL);
    assertThat(item.changedBy()).isEqualTo("schedule");
    assertThat(item.rev()).isEqualTo(1);
  }

  private void harmless(Outcome outcome, Measure measure) {
    Item stored = campaigns.item(ID);

    assertThat(resumeAdCampaign.resume(TIMER, UNTIL.plusSeconds(5))).isEqualTo(outcome);

    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(waiting.waits()).isEmpty();
    measured(measure);
  }

  private void measured(Measure measure) {
    assertThat(metrics.entries()).containsExactly(new Entry(measure, 1));
  }
}
