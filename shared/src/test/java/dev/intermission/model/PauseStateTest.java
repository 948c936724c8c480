package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PauseStateTest {
  private static final Instant UNTIL = Instant.parse("2026-06-01T12:00:10Z");
  private static final Instant LATER = UNTIL.plusSeconds(60);
  private static final PauseId PAUSE = new PauseId("p");

  private static final PauseState ACTIVE = PauseState.of(AdCampaignStatus.ACTIVE);
  private static final PauseState TIMED = paused(PAUSE, UNTIL, true);
  private static final PauseState ENDLESS = paused(PAUSE, null, false);

  @Test
  void a_state_without_a_pause_has_nothing_of_one() {
    assertThat(ACTIVE).isEqualTo(new PauseState(AdCampaignStatus.ACTIVE, null, null, false));
    assertThat(ACTIVE.isPaused()).isFalse();
  }

  @Test
  void a_new_pause_leaves_nothing_of_the_one_before() {
    PauseId newer = new PauseId("newer");
    for (PauseState before : List.of(ACTIVE, TIMED, ENDLESS, leftover(AdCampaignStatus.ACTIVE))) {
      assertThat(before.paused(newer, LATER)).isEqualTo(paused(newer, LATER, true));
      assertThat(before.paused(newer, null)).isEqualTo(paused(newer, null, false));
      assertThat(before.active()).isEqualTo(ACTIVE);
    }
  }

  @Test
  void each_kind_has_its_own_statuses() {
    assertThat(PauseState.of(AdStatus.ACTIVE).paused(null, null))
        .isEqualTo(PauseState.of(AdStatus.PAUSED));
    assertThat(PauseState.of(AdStatus.PAUSED).active()).isEqualTo(PauseState.of(AdStatus.ACTIVE));
    assertThat(PauseState.of(AdStatus.PAUSED).isPaused()).isTrue();
  }

  // ------------------------------------------------------------------ isPausedUntil

  @Test
  void it_is_in_exactly_that_pause_only_with_the_same_end() {
    assertThat(TIMED.isPausedUntil(UNTIL)).isTrue();
    assertThat(TIMED.isPausedUntil(LATER)).isFalse();
    assertThat(TIMED.isPausedUntil(null)).isFalse();
    assertThat(ENDLESS.isPausedUntil(null)).isTrue();
    assertThat(ENDLESS.isPausedUntil(UNTIL)).isFalse();
  }

  @Test
  void a_pause_without_an_end_needs_no_id_and_no_row() {
    assertThat(paused(null, null, false).isPausedUntil(null)).isTrue();
    assertThat(paused(PAUSE, null, true).isPausedUntil(null)).isTrue();
    assertThat(PauseState.of(AdStatus.PAUSED).isPausedUntil(null)).isTrue();
  }

  @Test
  void a_timed_pause_that_could_not_end_by_itself_does_not_count() {
    assertThat(paused(null, UNTIL, true).isPausedUntil(UNTIL)).isFalse();
    assertThat(paused(PAUSE, UNTIL, false).isPausedUntil(UNTIL)).isFalse();
  }

  @Test
  void what_is_not_paused_is_in_no_pause() {
    for (Status status : unpaused()) {
      assertThat(leftover(status).isPausedUntil(UNTIL)).isFalse();
      assertThat(PauseState.of(status).isPausedUntil(null)).isFalse();
    }
  }

  // ------------------------------------------------------------------ endedBy, shownAt

  @Test
  void a_timed_pause_has_ended_from_its_end_on() {
    assertThat(TIMED.endedBy(UNTIL.minusNanos(1))).isNull();
    assertThat(TIMED.endedBy(UNTIL)).isEqualTo(UNTIL);
    assertThat(TIMED.endedBy(LATER)).isEqualTo(UNTIL);
    assertThat(paused(null, UNTIL, false).endedBy(LATER)).as("whole or not").isEqualTo(UNTIL);
  }

  @Test
  void what_has_no_end_or_is_not_paused_has_not_ended() {
    assertThat(ENDLESS.endedBy(LATER)).isNull();
    for (Status status : unpaused()) {
      assertThat(leftover(status).endedBy(LATER)).isNull();
    }
  }

  @Test
  void a_pause_that_is_over_is_shown_as_none() {
    assertThat(TIMED.shownAt(UNTIL.minusNanos(1))).isEqualTo(TIMED);
    assertThat(TIMED.shownAt(UNTIL)).isEqualTo(ACTIVE);
    assertThat(ENDLESS.shownAt(LATER)).isEqualTo(ENDLESS);
  }

  @Test
  void an_end_is_shown_only_while_it_is_paused() {
    for (Status status : unpaused()) {
      assertThat(leftover(status).shownAt(UNTIL.minusNanos(1))).isEqualTo(PauseState.of(status));
      assertThat(leftover(status).shownAt(LATER)).isEqualTo(PauseState.of(status));
      assertThat(PauseState.of(status).shownAt(LATER)).isEqualTo(PauseState.of(status));
    }
  }

  // ------------------------------------------------------------------ timedPause, hasLeftovers

  @Test
  void only_a_pause_with_an_end_and_an_id_has_a_timer() {
    assertThat(TIMED.timedPause()).isEqualTo(PAUSE);
    assertThat(ENDLESS.timedPause()).isNull();
    assertThat(paused(null, UNTIL, true).timedPause()).isNull();
    assertThat(ACTIVE.timedPause()).isNull();
  }

  @Test
  void what_comes_before_the_sweep_without_a_timed_pause_is_left_over() {
    assertThat(TIMED.hasLeftovers()).isFalse();
    assertThat(ENDLESS.hasLeftovers()).isFalse();
    assertThat(ACTIVE.hasLeftovers()).isFalse();
    assertThat(paused(null, UNTIL, true).hasLeftovers()).isFalse();
    assertThat(paused(PAUSE, null, true).hasLeftovers()).isTrue();
    for (Status status : unpaused()) {
      assertThat(leftover(status).hasLeftovers()).isTrue();
      assertThat(new PauseState(status, PAUSE, UNTIL, false).hasLeftovers())
          .as("no row comes of it")
          .isFalse();
    }
  }

  private static PauseState paused(
      @Nullable PauseId pauseId, @Nullable Instant until, boolean inDueIndex) {
    return new PauseState(AdCampaignStatus.PAUSED, pauseId, until, inDueIndex);
  }

  private static PauseState leftover(Status status) {
    return new PauseState(status, PAUSE, UNTIL, true);
  }

  /// All statuses of both kinds but the paused one.
  private static List<Status> unpaused() {
    List<Status> statuses = new ArrayList<>(List.of(AdStatus.values()));
    statuses.addAll(List.of(AdCampaignStatus.values()));
    statuses.removeIf(status -> status == status.paused());
    return statuses;
  }
}
