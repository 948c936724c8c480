package dev.intermission.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.change.Ruling.AlreadySo;
import dev.intermission.change.Ruling.Becomes;
import dev.intermission.change.Ruling.NotAllowed;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The ruling for each pause state and ask, as a table. That a store does the same is in
/// [dev.intermission.store.StoreContract].
class RulingTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.400Z");
  private static final Instant T1 = Instant.parse("2026-06-02T00:00:00Z");
  private static final Instant T2 = Instant.parse("2026-06-03T00:00:00Z");
  private static final Instant PASSED = Instant.parse("2026-06-01T12:00:00Z");
  private static final PauseId OLD = new PauseId("old");
  private static final PauseId NEW = new PauseId("new");

  private static final PauseState ACTIVE = PauseState.of(AdCampaignStatus.ACTIVE);
  private static final PauseState ENDLESS = paused(OLD, null, false);
  private static final PauseState UNTIL_T1 = paused(OLD, T1, true);
  private static final PauseState OVER = paused(OLD, PASSED, true);
  private static final PauseState BY_THE_PLATFORM = paused(null, null, false);

  private static final Ask PAUSE = new Ask.Pause(NEW, null);
  private static final Ask PAUSE_UNTIL_T1 = new Ask.Pause(NEW, T1);
  private static final Ask PAUSE_UNTIL_T2 = new Ask.Pause(NEW, T2);
  private static final Ask UNPAUSE = new Ask.Unpause();

  private static final PauseState NEW_ENDLESS = paused(NEW, null, false);
  private static final PauseState NEW_UNTIL_T1 = paused(NEW, T1, true);
  private static final PauseState NEW_UNTIL_T2 = paused(NEW, T2, true);

  static Stream<Arguments> campaigns() {
    return Stream.of(
        Arguments.of(ACTIVE, PAUSE, becomes(NEW_ENDLESS)),
        Arguments.of(ACTIVE, PAUSE_UNTIL_T1, becomes(NEW_UNTIL_T1)),
        Arguments.of(ACTIVE, UNPAUSE, new AlreadySo()),
        // The newest request wins.
        Arguments.of(ENDLESS, PAUSE, new AlreadySo()),
        Arguments.of(ENDLESS, PAUSE_UNTIL_T1, becomes(NEW_UNTIL_T1)),
        Arguments.of(ENDLESS, UNPAUSE, becomes(ACTIVE)),
        Arguments.of(UNTIL_T1, PAUSE, becomes(NEW_ENDLESS)),
        Arguments.of(UNTIL_T1, PAUSE_UNTIL_T1, new AlreadySo()),
        Arguments.of(UNTIL_T1, PAUSE_UNTIL_T2, becomes(NEW_UNTIL_T2)),
        Arguments.of(UNTIL_T1, UNPAUSE, becomes(ACTIVE)),
        Arguments.of(BY_THE_PLATFORM, PAUSE, new AlreadySo()),
        Arguments.of(BY_THE_PLATFORM, PAUSE_UNTIL_T1, becomes(NEW_UNTIL_T1)),
        Arguments.of(BY_THE_PLATFORM, UNPAUSE, becomes(ACTIVE)),
        // A pause that is over, and that nothing ended.
        Arguments.of(OVER, PAUSE, becomes(NEW_ENDLESS)),
        Arguments.of(OVER, PAUSE_UNTIL_T1, becomes(NEW_UNTIL_T1)),
        Arguments.of(OVER, UNPAUSE, new Becomes(ACTIVE, PASSED)),
        // A timed pause that could not end by itself is made whole.
        Arguments.of(paused(null, T1, true), PAUSE_UNTIL_T1, becomes(NEW_UNTIL_T1)),
        Arguments.of(paused(OLD, T1, false), PAUSE_UNTIL_T1, becomes(NEW_UNTIL_T1)),
        Arguments.of(paused(null, T1, true), UNPAUSE, becomes(ACTIVE)),
        // Leftovers of a pause are no pause.
        Arguments.of(leftover(AdCampaignStatus.ACTIVE), PAUSE, becomes(NEW_ENDLESS)),
        Arguments.of(leftover(AdCampaignStatus.ACTIVE), PAUSE_UNTIL_T1, becomes(NEW_UNTIL_T1)),
        Arguments.of(leftover(AdCampaignStatus.ACTIVE), UNPAUSE, new AlreadySo()));
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void what_is_asked_of_a_campaign(PauseState found, Ask ask, Ruling ruling) {
    assertThat(Ruling.on(found, ask, NOW)).isEqualTo(ruling);
  }

  static Stream<Arguments> ads() {
    Ask pause = new Ask.Pause(null, null);
    PauseState active = PauseState.of(AdStatus.ACTIVE);
    PauseState paused = PauseState.of(AdStatus.PAUSED);
    return Stream.of(
        Arguments.of(active, pause, becomes(paused)),
        Arguments.of(active, UNPAUSE, new AlreadySo()),
        Arguments.of(paused, pause, new AlreadySo()),
        Arguments.of(paused, UNPAUSE, becomes(active)));
  }

  @ParameterizedTest
  @MethodSource("ads")
  void what_is_asked_of_an_ad(PauseState found, Ask ask, Ruling ruling) {
    assertThat(Ruling.on(found, ask, NOW)).isEqualTo(ruling);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"ACTIVE", "PAUSED"},
      mode = EnumSource.Mode.EXCLUDE)
  void a_stop_of_a_campaign_by_the_platform_stands(AdCampaignStatus status) {
    for (Ask ask : List.of(PAUSE, PAUSE_UNTIL_T1, UNPAUSE)) {
      for (Instant now : List.of(NOW, T1, T2)) {
        assertThat(Ruling.on(PauseState.of(status), ask, now)).isEqualTo(new NotAllowed(status));
        assertThat(Ruling.on(leftover(status), ask, now)).isEqualTo(new NotAllowed(status));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AdStatus.class,
      names = {"ACTIVE", "PAUSED"},
      mode = EnumSource.Mode.EXCLUDE)
  void a_verdict_of_the_platform_on_an_ad_stands(AdStatus status) {
    for (Ask ask : List.of(new Ask.Pause(null, null), UNPAUSE)) {
      assertThat(Ruling.on(PauseState.of(status), ask, NOW)).isEqualTo(new NotAllowed(status));
    }
  }

  @Test
  void no_status_is_left_out() {
    List<Status> allowed =
        Stream.<Status>concat(
                Arrays.stream(AdStatus.values()), Arrays.stream(AdCampaignStatus.values()))
            .filter(
                status -> !(Ruling.on(PauseState.of(status), UNPAUSE, NOW) instanceof NotAllowed))
            .toList();
    assertThat(allowed)
        .containsExactlyInAnyOrder(
            AdStatus.ACTIVE, AdStatus.PAUSED, AdCampaignStatus.ACTIVE, AdCampaignStatus.PAUSED);
  }

  @Test
  void a_pause_is_over_from_its_end_on() {
    assertThat(Ruling.on(UNTIL_T1, UNPAUSE, T1.minusNanos(1))).isEqualTo(becomes(ACTIVE));
    assertThat(Ruling.on(UNTIL_T1, UNPAUSE, T1)).isEqualTo(new Becomes(ACTIVE, T1));
    assertThat(Ruling.on(UNTIL_T1, UNPAUSE, T1.plusSeconds(1))).isEqualTo(new Becomes(ACTIVE, T1));
  }

  @Test
  void the_same_pause_is_so_already_even_when_it_is_over() {
    assertThat(Ruling.on(UNTIL_T1, PAUSE_UNTIL_T1, T2)).isEqualTo(new AlreadySo());
  }

  private static Becomes becomes(PauseState next) {
    return new Becomes(next, null);
  }

  private static PauseState paused(
      @Nullable PauseId pauseId, @Nullable Instant until, boolean inDueIndex) {
    return new PauseState(AdCampaignStatus.PAUSED, pauseId, until, inDueIndex);
  }

  private static PauseState leftover(AdCampaignStatus status) {
    return new PauseState(status, OLD, T1, true);
  }
}
