package dev.intermission.model;

import org.jspecify.annotations.Nullable;

/// Whether a campaign's ads are being delivered, and if not, why. Versions from 2026-07-20 show it.
public enum AdCampaignDeliveryStatus implements WireName {
  PAYMENT_FAILED,
  IN_APPEAL,
  ALL_ADS_REJECTED,
  DRAFT,
  NO_AD_GROUPS,
  NO_ADS,
  PAUSED,
  LEARNING,
  PROCESSING,
  ISSUES,
  SCHEDULED,
  COMPLETED,
  AD_GROUPS_OFF,
  ACTIVE;

  /// The word that is shown. A pause wins over a stale stored word, and so does its end.
  ///
  /// @param status as it is shown
  /// @param stored the platform's word, or null
  static AdCampaignDeliveryStatus of(
      AdCampaignStatus status, @Nullable AdCampaignDeliveryStatus stored) {
    if (status != AdCampaignStatus.PAUSED && stored != null && stored != PAUSED) {
      return stored;
    }
    return switch (status) {
      case ACTIVE -> ACTIVE;
      case PAUSED -> PAUSED;
      case INACTIVE, STALE -> COMPLETED;
    };
  }
}
