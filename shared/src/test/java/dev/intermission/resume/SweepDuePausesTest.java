package dev.intermission.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.intermission.metrics.Metrics.Measure;
import dev.intermission.metrics.RecordingMetrics;
import dev.intermission.metrics.RecordingMetrics.Entry;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.InMemoryStore;
import dev.intermission.store.Item;
import dev.intermission.store.SettableClock;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SweepDuePausesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration MINIMUM_AGE = Duration.ofSeconds(90);
  private static final Duration TIME_BOX = Duration.ofSeconds(40);

  /// Due for ten seconds longer than it takes the sweep to step in.
  private static final Instant DUE = NOW.minusSeconds(100);

  /// The fifth part of the index.
  private static final int FIFTH = 4;

  // These three are in it.
  private static final AdCampaignId A = inPart(FIFTH, 0);
  private static final AdCampaignId B = inPart(FIFTH, 1);
  private static final AdCampaignId C = inPart(FIFTH, 2);
  private static final DuePauses.Part PART = InMemoryStore.partOf(A);

  // This one is in the first.
  private static final AdCampaignId ELSEWHERE = inPart(0, 0);

  private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final SettableClock clock = new SettableClock(NOW);
  private final SettableTimeBox timeBox = new SettableTimeBox(TIME_BOX);
  private final SweepDuePauses sweep = sweepWith(new DirectLanes());

  @Test
  void the_ids_are_in_the_parts_that_the_tests_need() {
    assertThat(campaigns.parts()).hasSize(8);
    assertThat(Stream.of(A, B, C).map(InMemoryStore::partOf))
        .allMatch(campaigns.parts().get(FIFTH)::equals);
    assertThat(InMemoryStore.partOf(ELSEWHERE)).isEqualTo(campaigns.parts().getFirst());
  }

  @Test
  void a_sweep_that_finds_nothing_says_so() {
    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 0, 0, List.of(), List.of(), Duration.ZERO, true));

    assertThat(metrics.entries())
        .containsExactlyInAnyOrder(
            new Entry(Measure.RESUMED_BY_SWEEP, 0),
            new Entry(Measure.OLDEST_DUE_PAUSE_AGE, 0),
            new Entry(Measure.UNRESUMABLE_PAUSES, 0),
            new Entry(Measure.SWEEP_FAILURES, 0),
            new Entry(Measure.SWEEPS_CUT_OFF, 0));
  }

  @Test
  void a_due_pause_is_ended() {
    putPaused(A, "p", DUE);

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(1, 0, 0, List.of(), List.of(), Duration.ofSeconds(100), true));

    ended(A, DUE);
    assertThat(campaigns.resumes())
        .containsExactly(new ResumeUpdate(A, new PauseId("p"), DUE, "sweep", NOW));
  }

  @Test
  void only_what_has_been_due_for_the_minimum_age_is_ended() {
    putPaused(A, "p", NOW.minusSeconds(90));
    putPaused(B, "p", NOW.minusSeconds(89));
    putPaused(C, "p", NOW.plusSeconds(1));
    putPaused(ELSEWHERE, "p", null);

    assertThat(sweep.sweep(timeBox).resumed()).isEqualTo(1);

    ended(A, NOW.minusSeconds(90));
    for (AdCampaignId id : List.of(B, C, ELSEWHERE)) {
      stillPaused(id);
    }
    assertThat(campaigns.resumes()).hasSize(1);
  }

  @Test
  void every_part_is_swept() {
    List<AdCampaignId> ids = manyIds(64);
    ids.forEach(id -> putPaused(id, "p", DUE));
    assertThat(ids.stream().map(InMemoryStore::partOf).distinct()).hasSize(8);

    assertThat(sweep.sweep(timeBox).resumed()).isEqualTo(64);

    ids.forEach(id -> ended(id, DUE));
  }

  @Test
  void page_after_page_is_swept_oldest_first() {
    campaigns.setPageSize(1);
    putPaused(A, "p", DUE.minusSeconds(1));
    putPaused(B, "p", DUE.minusSeconds(3));
    putPaused(C, "p", DUE.minusSeconds(2));

    assertThat(sweep.sweep(timeBox).resumed()).isEqualTo(3);

    assertThat(campaigns.resumes()).extracting(ResumeUpdate::id).containsExactly(B, C, A);
  }

  @Test
  void the_minimum_age_holds_on_every_page() {
    campaigns.setPageSize(1);
    putPaused(A, "p", DUE);
    putPaused(B, "p", DUE.plusSeconds(1));
    putPaused(C, "p", NOW.minusSeconds(89));

    assertThat(sweep.sweep(timeBox).resumed()).isEqualTo(2);

    stillPaused(C);
  }

  @Test
  void many_pages_that_end_at_the_same_second_are_swept_whole() {
    campaigns.setPageSize(3);
    List<AdCampaignId> ids = manyIds(200);
    ids.forEach(id -> putPaused(id, "p", DUE));

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.resumed()).isEqualTo(200);
    assertThat(report.complete()).isTrue();
    ids.forEach(id -> ended(id, DUE));
  }

  @Test
  void the_age_is_the_oldest_due_pauses_of_all_parts() {
    putPaused(A, "p", NOW.minusSeconds(100));
    putPaused(ELSEWHERE, "p", NOW.minusSeconds(7000));
    putPaused(B, "p", NOW.minusSeconds(200));

    assertThat(sweep.sweep(timeBox).oldestDue()).isEqualTo(Duration.ofSeconds(7000));

    assertThat(metrics.of(Measure.OLDEST_DUE_PAUSE_AGE)).containsExactly(7000L);
    assertThat(metrics.of(Measure.RESUMED_BY_SWEEP)).containsExactly(3L);
  }

  // The index lags.

  @Test
  void a_row_of_a_replaced_pause_ends_nothing() {
    putPaused(A, "newer", NOW.plusSeconds(60));
    campaigns.lagWith(new DuePause(A, new PauseId("older"), DUE));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 1, 0, List.of(), List.of(), Duration.ZERO, true));

    stillPaused(A);
    assertThat(metrics.of(Measure.OLDEST_DUE_PAUSE_AGE)).containsExactly(0L);
  }

  @Test
  void a_row_of_a_replaced_pause_never_ends_a_pause_without_an_end() {
    putPaused(A, "newer", null);
    campaigns.lagWith(new DuePause(A, new PauseId("older"), DUE));

    assertThat(sweep.sweep(timeBox).outdated()).isEqualTo(1);

    stillPaused(A);
  }

  @Test
  void a_row_of_a_pause_that_has_ended_needs_nothing() {
    campaigns.put(Samples.campaign(A.value(), AdCampaignStatus.ACTIVE));
    Item stored = campaigns.item(A);
    campaigns.lagWith(new DuePause(A, new PauseId("older"), DUE));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 1, 0, List.of(), List.of(), Duration.ZERO, true));

    assertThat(campaigns.item(A)).isEqualTo(stored);
    assertThat(campaigns.calls(Step.FORGET)).isZero();
  }

  @Test
  void a_row_of_a_campaign_that_is_gone_needs_nothing() {
    campaigns.lagWith(new DuePause(A, new PauseId("older"), DUE));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 1, 0, List.of(), List.of(), Duration.ZERO, true));
  }

  @Test
  void a_row_with_a_wrong_time_ends_nothing_before_its_time() {
    putPaused(A, "p", NOW.plusSeconds(60));
    campaigns.lagWith(new DuePause(A, new PauseId("p"), DUE));

    assertThat(sweep.sweep(timeBox).outdated()).isEqualTo(1);

    stillPaused(A);
  }

  @Test
  void a_row_that_has_no_pause_id_yet_ends_nothing_where_the_record_has_one() {
    putPaused(A, "p", DUE);
    campaigns.lagWith(new DuePause(A, null, DUE));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 1, 0, List.of(), List.of(), Duration.ZERO, true));

    stillPaused(A);
  }

  // Leftovers of a pause.

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"ACTIVE", "INACTIVE", "STALE"})
  void what_is_left_of_a_pause_is_taken_out_and_never_comes_again(AdCampaignStatus status) {
    campaigns.put(Samples.campaign(A.value(), status, new PauseId("p"), DUE));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 0, 1, List.of(), List.of(), Duration.ZERO, true));

    Item cleaned = campaigns.item(A);
    assertThat(cleaned.state().status()).isEqualTo(status);
    assertThat(cleaned.state().pauseId()).isNull();
    assertThat(cleaned.state().until()).isNull();
    assertThat(cleaned.state().inDueIndex()).isFalse();

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 0, 0, List.of(), List.of(), Duration.ZERO, true));
  }

  @Test
  void a_pause_without_an_end_that_is_still_in_the_index_is_taken_out_of_it_and_stays() {
    putState(A, new PauseState(AdCampaignStatus.PAUSED, new PauseId("p"), null, true));
    campaigns.lagWith(new DuePause(A, new PauseId("p"), DUE));

    assertThat(sweep.sweep(timeBox).cleaned()).isEqualTo(1);

    stillPaused(A);
    assertThat(campaigns.item(A).state().inDueIndex()).isFalse();
  }

  @Test
  void what_is_left_is_not_taken_out_of_a_record_that_was_paused_anew_meanwhile() {
    campaigns.put(Samples.campaign(A.value(), AdCampaignStatus.ACTIVE, new PauseId("p"), DUE));
    campaigns.beforeNext(Step.FORGET, () -> putPaused(A, "newer", NOW.plusSeconds(60)));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 1, 0, List.of(), List.of(), Duration.ZERO, true));

    stillPaused(A);
    assertThat(campaigns.item(A).state().pauseId()).isEqualTo(new PauseId("newer"));
    assertThat(campaigns.item(A).state().inDueIndex()).isTrue();
  }

  @Test
  void the_rest_of_a_pause_in_a_broken_item_is_taken_out_too() {
    campaigns.putBroken(
        Samples.campaign(A.value(), AdCampaignStatus.INACTIVE, new PauseId("p"), DUE), "title");

    assertThat(sweep.sweep(timeBox).cleaned()).isEqualTo(1);
  }

  // Broken rows.

  @Test
  void broken_rows_are_counted_apart_and_left_out_of_the_age_and_block_nobody() {
    Instant longAgo = NOW.minusSeconds(1_000_000);
    campaigns.putBroken(Samples.pausedCampaign(A.value(), "p", longAgo), "status");
    campaigns.putBroken(Samples.pausedCampaign(B.value(), "p", longAgo), "rev");
    campaigns.addUnreadableRow(PART, "no campaign's");
    putPaused(C, "p", DUE);
    putPaused(ELSEWHERE, "p", DUE);

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.unresumable())
        .containsExactlyInAnyOrder(A.value(), B.value(), "no campaign's");
    assertThat(report.resumed()).isEqualTo(2);
    assertThat(report.failures()).isEmpty();
    assertThat(report.oldestDue()).isEqualTo(Duration.ofSeconds(100));
    ended(C, DUE);
    ended(ELSEWHERE, DUE);
    assertThat(metrics.of(Measure.UNRESUMABLE_PAUSES)).containsExactly(3L);
    assertThat(metrics.of(Measure.SWEEP_FAILURES)).containsExactly(0L);
    assertThat(metrics.of(Measure.OLDEST_DUE_PAUSE_AGE)).containsExactly(100L);
  }

  @Test
  void a_broken_item_whose_pause_can_be_read_is_ended() {
    campaigns.putBroken(Samples.pausedCampaign(A.value(), "p", DUE), "title");

    assertThat(sweep.sweep(timeBox).resumed()).isEqualTo(1);

    ended(A, DUE);
  }

  @Test
  void a_due_pause_without_an_id_is_unresumable() {
    putState(A, new PauseState(AdCampaignStatus.PAUSED, null, DUE, true));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 0, 0, List.of(A.value()), List.of(), Duration.ZERO, true));

    stillPaused(A);
  }

  @Test
  void a_row_that_the_record_has_lost_the_pause_id_of_is_unresumable() {
    putState(A, new PauseState(AdCampaignStatus.PAUSED, null, DUE, true));
    campaigns.lagWith(new DuePause(A, new PauseId("p"), DUE));

    assertThat(sweep.sweep(timeBox).unresumable()).containsExactly(A.value());
  }

  // Faults.

  @Test
  void a_fault_at_one_row_leaves_the_others_ended_and_is_counted_and_aged() {
    putPaused(A, "p", NOW.minusSeconds(500));
    putPaused(B, "p", DUE);
    putPaused(ELSEWHERE, "p", DUE);
    campaigns.makeUnavailable(A);

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.failures()).singleElement().isInstanceOf(StoreUnavailableException.class);
    assertThat(report.resumed()).isEqualTo(2);
    assertThat(report.unresumable()).isEmpty();
    assertThat(report.oldestDue()).isEqualTo(Duration.ofSeconds(500));
    assertThat(metrics.of(Measure.SWEEP_FAILURES)).containsExactly(1L);
    stillPaused(A);
    ended(B, DUE);
    ended(ELSEWHERE, DUE);
  }

  @Test
  void a_fault_at_a_clean_up_leaves_the_others_ended() {
    campaigns.put(
        Samples.campaign(
            A.value(), AdCampaignStatus.ACTIVE, new PauseId("p"), DUE.minusSeconds(1)));
    putPaused(B, "p", DUE);
    campaigns.makeUnavailable(Step.FORGET);

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.failures()).hasSize(1);
    assertThat(report.cleaned()).isZero();
    ended(B, DUE);
  }

  @Test
  void a_fault_of_another_kind_at_one_row_is_counted_alike() {
    putPaused(A, "p", DUE.minusSeconds(1));
    putPaused(B, "p", DUE);
    campaigns.beforeNext(
        Step.RESUME,
        () -> {
          throw new IllegalArgumentException("a bug at the first row");
        });

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.failures()).singleElement().isInstanceOf(IllegalArgumentException.class);
    stillPaused(A);
    ended(B, DUE);
  }

  @Test
  void a_fault_at_one_part_leaves_the_others_swept() {
    putPaused(A, "p", DUE);
    putPaused(ELSEWHERE, "p", DUE);
    campaigns.makeUnavailable(PART, 0);

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.failures()).hasSize(1);
    assertThat(metrics.of(Measure.SWEEP_FAILURES)).containsExactly(1L);
    stillPaused(A);
    ended(ELSEWHERE, DUE);
  }

  @Test
  void a_fault_at_the_second_page_keeps_what_the_first_one_brought() {
    campaigns.setPageSize(1);
    putPaused(A, "p", DUE.minusSeconds(1));
    putPaused(B, "p", DUE);
    campaigns.makeUnavailable(PART, 1);

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.resumed()).isEqualTo(1);
    assertThat(report.failures()).hasSize(1);
    ended(A, DUE.minusSeconds(1));
    stillPaused(B);
  }

  @Test
  void a_store_that_is_out_altogether_is_eight_failures_and_no_exception() {
    campaigns.makeUnavailable(Step.DUE);

    assertThat(sweep.sweep(timeBox).failures()).hasSize(8);

    assertThat(metrics.of(Measure.SWEEP_FAILURES)).containsExactly(8L);
  }

  @Test
  void what_failed_is_ended_by_the_next_sweep() {
    putPaused(A, "p", DUE);
    campaigns.beforeNext(
        Step.RESUME,
        () -> {
          throw new IllegalStateException("once");
        });
    sweep.sweep(timeBox);
    stillPaused(A);

    clock.advance(Duration.ofSeconds(60));

    assertThat(sweep.sweep(timeBox).oldestDue()).isEqualTo(Duration.ofSeconds(160));
    ended(A, DUE);
  }

  // The time box.

  @Test
  void a_sweep_stops_when_its_time_box_is_over_and_the_next_one_goes_on() {
    putPaused(A, "p", DUE.minusSeconds(3));
    putPaused(B, "p", DUE.minusSeconds(2));
    putPaused(C, "p", DUE.minusSeconds(1));
    SettableTimeBox enough = new SettableTimeBox(TIME_BOX);
    campaigns.beforeEveryCall(() -> enough.pass(Duration.ofSeconds(4)));

    // The first four parts have nothing: 16 s. The fifth: query 20 s, then a row each to 24, 28, 32
    // s.
    assertThat(sweep.sweep(enough).complete()).isTrue();

    putPaused(A, "p2", DUE.minusSeconds(3));
    putPaused(B, "p2", DUE.minusSeconds(2));
    putPaused(C, "p2", DUE.minusSeconds(1));
    SettableTimeBox tooShort = new SettableTimeBox(TIME_BOX);
    campaigns.beforeEveryCall(() -> tooShort.pass(Duration.ofSeconds(7)));

    // The fifth part: query 35 s, the first row to 42 s, and that is over.
    SweepReport cut = sweep.sweep(tooShort);
    assertThat(cut.complete()).isFalse();
    assertThat(cut.resumed()).isEqualTo(1);
    ended(A, DUE.minusSeconds(3));
    stillPaused(B);
    stillPaused(C);

    campaigns.beforeEveryCall(() -> {});
    SweepReport rest = sweep.sweep(timeBox);
    assertThat(rest.complete()).isTrue();
    assertThat(rest.resumed()).isEqualTo(2);
  }

  @Test
  void the_end_of_the_time_box_is_within_it() {
    putPaused(A, "p", DUE);
    campaigns.beforeNext(Step.DUE, () -> timeBox.pass(TIME_BOX));

    assertThat(sweep.sweep(timeBox).resumed()).isEqualTo(1);
  }

  @Test
  void a_row_beyond_the_time_box_is_not_begun() {
    putPaused(A, "p", DUE);
    campaigns.beforeNext(Step.DUE, () -> timeBox.pass(TIME_BOX.plusNanos(1)));

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.complete()).isFalse();
    assertThat(report.resumed()).isZero();
    assertThat(campaigns.resumes()).isEmpty();
    stillPaused(A);
  }

  @Test
  void a_clock_that_is_set_during_the_sweep_does_not_cut_it_off() {
    campaigns.setPageSize(1);
    putPaused(A, "p", DUE.minusSeconds(1));
    putPaused(B, "p", DUE);
    campaigns.beforeNext(Step.DUE, () -> clock.advance(Duration.ofMinutes(5)));

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.complete()).isTrue();
    assertThat(report.resumed()).isEqualTo(2);
  }

  @Test
  void every_pause_is_judged_by_the_time_when_the_sweep_began() {
    putPaused(A, "p", DUE);
    putPaused(B, "p", NOW.minusSeconds(89));
    campaigns.beforeEveryCall(() -> clock.advance(Duration.ofSeconds(1)));

    sweep.sweep(timeBox);

    assertThat(campaigns.resumes()).extracting(ResumeUpdate::now).containsExactly(NOW);
    stillPaused(B);
  }

  // More than one at a time.

  @Test
  void overlapping_sweeps_are_harmless() {
    putPaused(A, "p", DUE);
    putPaused(B, "p", DUE);
    putPaused(ELSEWHERE, "p", DUE);
    SweepReport[] inner = new SweepReport[1];
    campaigns.beforeNext(Step.RESUME, () -> inner[0] = sweepWith(new DirectLanes()).sweep(timeBox));

    SweepReport outer = sweep.sweep(timeBox);

    assertThat(inner[0].resumed() + outer.resumed()).isEqualTo(3);
    assertThat(outer.failures()).isEmpty();
    assertThat(outer.unresumable()).isEmpty();
    for (AdCampaignId id : List.of(A, B, ELSEWHERE)) {
      ended(id, DUE);
    }
  }

  @Test
  void a_schedule_that_ends_the_pause_first_is_harmless() {
    putPaused(A, "p", DUE);
    campaigns.beforeNext(
        Step.RESUME,
        () -> campaigns.resume(new ResumeUpdate(A, new PauseId("p"), DUE, "schedule", NOW)));

    assertThat(sweep.sweep(timeBox))
        .isEqualTo(new SweepReport(0, 1, 0, List.of(), List.of(), Duration.ZERO, true));

    assertThat(campaigns.item(A).changedBy()).isEqualTo("schedule");
    assertThat(campaigns.item(A).rev()).isEqualTo(1);
  }

  @Test
  void parts_are_swept_side_by_side() {
    List<AdCampaignId> ids = manyIds(2000);
    ids.forEach(id -> putPaused(id, "p", DUE));
    campaigns.putBroken(Samples.pausedCampaign(A.value(), "p", DUE), "status");
    campaigns.makeUnavailable(ELSEWHERE);
    campaigns.setPageSize(50);

    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      SweepReport report = sweepWith(lanes).sweep(timeBox);

      assertThat(report.resumed()).isEqualTo(1998);
      assertThat(report.unresumable()).containsExactly(A.value());
      assertThat(report.failures()).hasSize(1);
      assertThat(report.complete()).isTrue();
    }
    assertThat(
            ids.stream()
                .filter(id -> campaigns.item(id).state().status() == AdCampaignStatus.ACTIVE))
        .hasSize(1998);
    assertThat(metrics.of(Measure.RESUMED_BY_SWEEP)).containsExactly(1998L);
  }

  @Test
  void a_lane_that_fails_outside_its_rows_is_counted_and_the_others_are_ended() {
    putPaused(A, "p", DUE);
    campaigns.beforeNext(
        Step.DUE,
        () -> {
          throw new AssertionError("no fault of the store");
        });

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasRootCauseInstanceOf(AssertionError.class));
    assertThat(metrics.of(Measure.SWEEP_FAILURES)).containsExactly(1L);
    ended(A, DUE);
  }

  @Test
  void a_sweep_that_is_cut_off_before_its_first_row_knows_its_age_all_the_same() {
    putPaused(A, "p", DUE);
    campaigns.beforeNext(Step.DUE, () -> timeBox.pass(TIME_BOX.plusSeconds(1)));

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.complete()).isFalse();
    assertThat(report.resumed()).isZero();
    assertThat(report.oldestDue()).isEqualTo(Duration.ofSeconds(100));
    assertThat(metrics.of(Measure.SWEEPS_CUT_OFF)).containsExactly(1L);
    stillPaused(A);
  }

  @Test
  void no_further_page_is_asked_for_once_the_time_box_is_over() {
    campaigns.setPageSize(1);
    putPaused(A, "p", DUE.minusSeconds(1));
    putPaused(B, "p", DUE);
    campaigns.beforeNext(Step.RESUME, () -> timeBox.pass(TIME_BOX.plusSeconds(1)));

    SweepReport report = sweep.sweep(timeBox);

    assertThat(report.complete()).isFalse();
    ended(A, DUE.minusSeconds(1));
    stillPaused(B);
  }

  @Test
  void an_interrupted_sweep_says_so_and_stays_interrupted() {
    CountDownLatch swept = new CountDownLatch(1);
    campaigns.beforeNext(Step.DUE, () -> assertThatNoException().isThrownBy(swept::await));
    Thread.currentThread().interrupt();
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        assertThatIllegalStateException()
            .isThrownBy(() -> sweepWith(lanes).sweep(timeBox))
            .withCauseInstanceOf(InterruptedException.class);
      } finally {
        swept.countDown();
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  private SweepDuePauses sweepWith(ExecutorService lanes) {
    return new SweepDuePauses(campaigns, metrics, lanes, clock, MINIMUM_AGE);
  }

  private void putPaused(AdCampaignId id, String pauseId, @Nullable Instant until) {
    campaigns.put(Samples.pausedCampaign(id.value(), pauseId, until));
  }

  private void putState(AdCampaignId id, PauseState state) {
    campaigns.put(Samples.campaign(id.value(), state));
  }

  /// One of the campaigns whose rows are in that part.
  private static AdCampaignId inPart(int part, int number) {
    DuePauses.Part wanted = FaultyStore.ofAdCampaigns().parts().get(part);
    return manyIds(100).stream()
        .filter(id -> InMemoryStore.partOf(id).equals(wanted))
        .skip(number)
        .findFirst()
        .orElseThrow();
  }

  private static List<AdCampaignId> manyIds(int count) {
    return IntStream.range(0, count).mapToObj(i -> new AdCampaignId("adcamp_" + i)).toList();
  }

  private void ended(AdCampaignId id, Instant until) {
    Item item = campaigns.item(id);
    assertThat(item.state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(item.state().pauseId()).isNull();
    assertThat(item.state().until()).isNull();
    assertThat(item.state().inDueIndex()).isFalse();
    assertThat(item.updatedAt()).isEqualTo(until);
    assertThat(item.changedBy()).isEqualTo("sweep");
    assertThat(item.rev()).isEqualTo(1);
  }

  private void stillPaused(AdCampaignId id) {
    assertThat(campaigns.item(id).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
  }
}
