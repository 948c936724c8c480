package dev.intermission.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AskTest {
  private static final Instant UNTIL = Instant.parse("2026-06-02T00:00:00Z");
  private static final PauseId MINE = new PauseId("mine");

  @Test
  void a_pause_of_a_campaign_is_done_where_its_own_id_is_found() {
    Ask pause = new Ask.Pause(MINE, UNTIL);
    PauseState mine = new PauseState(AdCampaignStatus.PAUSED, MINE, UNTIL, true);
    assertThat(pause.isDoneIn(mine)).isTrue();
    assertThat(pause.isDoneIn(mine.paused(new PauseId("theirs"), UNTIL)))
        .as("another one, though until the same time")
        .isFalse();
    assertThat(pause.isDoneIn(PauseState.of(AdCampaignStatus.PAUSED))).isFalse();
    assertThat(pause.isDoneIn(PauseState.of(AdCampaignStatus.ACTIVE))).isFalse();
  }

  @Test
  void a_pause_of_an_ad_is_done_where_it_is_paused() {
    Ask pause = new Ask.Pause(null, null);
    for (AdStatus status : AdStatus.values()) {
      assertThat(pause.isDoneIn(PauseState.of(status))).isEqualTo(status == AdStatus.PAUSED);
    }
  }

  @Test
  void an_unpause_is_done_where_the_record_runs() {
    Ask unpause = new Ask.Unpause();
    for (AdStatus status : AdStatus.values()) {
      assertThat(unpause.isDoneIn(PauseState.of(status))).isEqualTo(status == AdStatus.ACTIVE);
    }
    for (AdCampaignStatus status : AdCampaignStatus.values()) {
      assertThat(unpause.isDoneIn(PauseState.of(status)))
          .isEqualTo(status == AdCampaignStatus.ACTIVE);
    }
  }
}
