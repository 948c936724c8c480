package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdTest {
  @Test
  void the_title_is_the_ads_own() {
    assertThat(Samples.titledAd("Own", "Caption").details().title()).isEqualTo("Own");
  }

  @Test
  void the_title_falls_back_to_the_creative_set_caption_when_unset() {
    assertThat(Samples.titledAd(null, "Caption").details().title()).isEqualTo("Caption");
  }

  @Test
  void the_title_is_null_when_there_is_no_caption_either() {
    assertThat(Samples.titledAd(null, null).details().title()).isNull();
  }

  @Test
  void a_pause_changes_the_status_and_the_time_of_the_change_and_nothing_else() {
    Ad before = Samples.ad("ad_1", AdStatus.ACTIVE);

    Ad after =
        before.changedTo(
            before.state().paused(null, null), Instant.parse("2026-03-04T05:06:07.008999999Z"));

    assertThat(after.state().status()).isEqualTo(AdStatus.PAUSED);
    assertThat(after.updatedAt()).isEqualTo("2026-03-04T05:06:07.008Z");
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("state", "updatedAt")
        .isEqualTo(before);
  }
}
