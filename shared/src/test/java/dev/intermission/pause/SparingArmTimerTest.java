package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.RecordingTimer;
import dev.intermission.resume.Timer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SparingArmTimerTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Timer FIRST = timer("pause-1");
  private static final Timer SECOND = timer("pause-2");

  private final RecordingTimer timer = new RecordingTimer();
  private final ArmTimer sparing =
      new SparingArmTimer(timer, new TimedMemory(Duration.ofSeconds(30), 100));

  @Test
  void a_timer_is_armed_once_and_after_some_seconds_again() {
    assertThat(sparing.arm(FIRST, NOW)).isEqualTo(new ArmTimer.Result(true, RecordingTimer.TOOK));
    assertThat(sparing.arm(FIRST, NOW.plusSeconds(29)))
        .as("no call, and so no time")
        .isEqualTo(new ArmTimer.Result(true, Duration.ZERO));
    assertThat(timer.timers()).containsExactly(FIRST);

    assertThat(sparing.arm(FIRST, NOW.plusSeconds(30)).armed()).isTrue();
    assertThat(timer.timers()).containsExactly(FIRST, FIRST);
  }

  @Test
  void each_pause_has_its_own() {
    sparing.arm(FIRST, NOW);
    sparing.arm(SECOND, NOW);

    assertThat(timer.timers()).containsExactly(FIRST, SECOND);
  }

  @Test
  void a_timer_that_could_not_be_armed_is_tried_again() {
    timer.answerWith(ignored -> false);
    assertThat(sparing.arm(FIRST, NOW).armed()).isFalse();
    timer.answerWith(ignored -> true);

    assertThat(sparing.arm(FIRST, NOW).armed()).isTrue();
    assertThat(timer.timers()).containsExactly(FIRST, FIRST);
  }

  private static Timer timer(String pause) {
    return new Timer(
        new AdCampaignId("adcamp_1"), new PauseId(pause), Instant.parse("2026-06-02T00:00:00Z"));
  }
}
