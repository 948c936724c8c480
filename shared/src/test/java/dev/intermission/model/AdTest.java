package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdTest {
  @Test
  void the_title_is_the_ads_own() {
    assertThat(Samples.titledAd("Own", "Caption").title()).isEqualTo("Own");
  }

  @Test
  void the_title_falls_back_to_the_creative_set_caption_when_unset() {
    assertThat(Samples.titledAd(null, "Caption").title()).isEqualTo("Caption");
  }

  @Test
  void the_title_is_null_when_there_is_no_caption_either() {
    assertThat(Samples.titledAd(null, null).title()).isNull();
  }

  @Test
  void a_pause_changes_the_status_and_the_time_of_the_change_and_nothing_else() {
    Ad before = Samples.ad("ad_1", AdStatus.ACTIVE);

    Ad after = before.paused(Instant.parse("2026-03-04T05:06:07.008999999Z"));

    assertThat(after.status()).isEqualTo(AdStatus.PAUSED);
    assertThat(after.updatedAt()).isEqualTo("2026-03-04T05:06:07.008Z");
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("status", "updatedAt")
        .isEqualTo(before);
  }
}
