package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdCampaignTest {
  private static final Instant UNTIL = Instant.parse("2026-05-01T00:00:00Z");

  @Test
  void until_its_time_a_timed_pause_is_shown_as_it_is() {
    AdCampaign paused = Samples.pausedCampaign("adcamp_1", "p", UNTIL);

    assertThat(paused.shownAt(UNTIL.minusNanos(1))).isEqualTo(paused);
  }

  @Test
  void from_its_time_on_a_timed_pause_is_shown_as_active_since_that_time() {
    AdCampaign paused = Samples.pausedCampaign("adcamp_1", "p", UNTIL);

    for (Instant now : new Instant[] {UNTIL, UNTIL.plusNanos(1), UNTIL.plusSeconds(999_999)}) {
      AdCampaign shown = paused.shownAt(now);

      assertThat(shown.state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
      assertThat(shown.state().until()).isNull();
      assertThat(shown.state().pauseId()).isNull();
      assertThat(shown.updatedAt()).isEqualTo(UNTIL);
      assertThat(shown)
          .usingRecursiveComparison()
          .ignoringFields("state", "updatedAt")
          .isEqualTo(paused);
    }
  }

  @Test
  void a_pause_without_an_end_is_shown_as_it_is_for_ever() {
    AdCampaign paused = Samples.pausedCampaign("adcamp_1", "p", null);

    assertThat(paused.shownAt(Instant.parse("9999-12-31T23:59:59Z"))).isEqualTo(paused);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"ACTIVE", "INACTIVE", "STALE"})
  void an_end_is_shown_only_while_it_is_paused(AdCampaignStatus status) {
    AdCampaign leftOver = Samples.campaign("adcamp_1", status, new PauseId("p"), UNTIL);

    for (Instant now : new Instant[] {UNTIL.minusSeconds(1), UNTIL, UNTIL.plusSeconds(1)}) {
      AdCampaign shown = leftOver.shownAt(now);

      assertThat(shown.state().status()).isEqualTo(status);
      assertThat(shown.state().until()).isNull();
      assertThat(shown.updatedAt()).isEqualTo(leftOver.updatedAt());
    }
  }

  @Test
  void a_pause_changes_what_intermission_owns_and_nothing_else() {
    AdCampaign before = Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE);

    AdCampaign after =
        before.changedTo(
            before.state().paused(new PauseId("new"), UNTIL),
            Instant.parse("2026-03-04T05:06:07.008999999Z"));

    assertThat(after.state().status()).isEqualTo(AdCampaignStatus.PAUSED);
    assertThat(after.state().pauseId()).isEqualTo(new PauseId("new"));
    assertThat(after.state().until()).isEqualTo(UNTIL);
    assertThat(after.updatedAt()).isEqualTo("2026-03-04T05:06:07.008Z");
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("state", "updatedAt")
        .isEqualTo(before);
  }

  @Test
  void a_pause_never_touches_the_platforms_own_switch() {
    AdCampaign before = Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE);

    AdCampaign after = before.changedTo(before.state().paused(new PauseId("new"), null), UNTIL);

    assertThat(after.details().config())
        .isNotNull()
        .extracting(CampaignConfig::status)
        .isEqualTo(ConfigStatus.ACTIVE);
  }
}
