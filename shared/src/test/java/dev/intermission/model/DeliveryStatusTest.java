package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract's rule: paused while paused, else the platform's word, else by the status.
class DeliveryStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "ACTIVE, , ACTIVE",
    "ACTIVE, LEARNING, LEARNING",
    "ACTIVE, CAMPAIGN_PAUSED, CAMPAIGN_PAUSED",
    "IN_REVIEW, , IN_REVIEW",
    "IN_REVIEW, PROCESSING, PROCESSING",
    "REJECTED, , REJECTED",
    "REJECTED, IN_APPEAL, IN_APPEAL",
    "PAUSED, , PAUSED"
  })
  void an_ad_shows_the_platforms_word_or_its_status(
      AdStatus status, @Nullable AdDeliveryStatus stored, AdDeliveryStatus shown) {
    assertThat(AdDeliveryStatus.of(status, stored)).isEqualTo(shown);
  }

  @ParameterizedTest
  @EnumSource(AdDeliveryStatus.class)
  void a_pause_of_an_ad_wins_over_any_stored_word(AdDeliveryStatus stored) {
    assertThat(AdDeliveryStatus.of(AdStatus.PAUSED, stored)).isEqualTo(AdDeliveryStatus.PAUSED);
  }

  @ParameterizedTest
  @EnumSource(value = AdStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "PAUSED")
  void a_stored_pause_of_an_ad_that_is_not_paused_is_stale(AdStatus status) {
    assertThat(AdDeliveryStatus.of(status, AdDeliveryStatus.PAUSED))
        .isEqualTo(AdDeliveryStatus.of(status, null));
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE, , ACTIVE",
    "ACTIVE, LEARNING, LEARNING",
    "ACTIVE, PAYMENT_FAILED, PAYMENT_FAILED",
    "INACTIVE, , COMPLETED",
    "INACTIVE, PAYMENT_FAILED, PAYMENT_FAILED",
    "STALE, , COMPLETED",
    "STALE, DRAFT, DRAFT",
    "PAUSED, , PAUSED"
  })
  void a_campaign_shows_the_platforms_word_or_its_status(
      AdCampaignStatus status,
      @Nullable AdCampaignDeliveryStatus stored,
      AdCampaignDeliveryStatus shown) {
    assertThat(AdCampaignDeliveryStatus.of(status, stored)).isEqualTo(shown);
  }

  @ParameterizedTest
  @EnumSource(AdCampaignDeliveryStatus.class)
  void a_pause_of_a_campaign_wins_over_any_stored_word(AdCampaignDeliveryStatus stored) {
    assertThat(AdCampaignDeliveryStatus.of(AdCampaignStatus.PAUSED, stored))
        .isEqualTo(AdCampaignDeliveryStatus.PAUSED);
  }

  @ParameterizedTest
  @EnumSource(value = AdCampaignStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "PAUSED")
  void a_stored_pause_of_a_campaign_that_is_not_paused_is_stale(AdCampaignStatus status) {
    assertThat(AdCampaignDeliveryStatus.of(status, AdCampaignDeliveryStatus.PAUSED))
        .isEqualTo(AdCampaignDeliveryStatus.of(status, null));
  }

  @Test
  void a_pause_that_is_over_is_no_pause_whether_or_not_anything_has_ended_it() {
    AdCampaign paused = Samples.pausedCampaign("adcamp_1", "p", NOW);
    assertThat(paused.shownAt(NOW.minusSeconds(1)).deliveryStatus())
        .isEqualTo(AdCampaignDeliveryStatus.PAUSED);
    assertThat(paused.shownAt(NOW).deliveryStatus()).isEqualTo(AdCampaignDeliveryStatus.ACTIVE);
  }
}
