package dev.intermission.model;

import org.jspecify.annotations.Nullable;

/// Whether an ad is being delivered, and if not, why. Versions from 2026-07-20 show it.
public enum AdDeliveryStatus implements WireName {
  IN_APPEAL,
  REJECTED,
  IN_REVIEW,
  DRAFT,
  CAMPAIGN_PAUSED,
  AD_GROUP_PAUSED,
  PAUSED,
  PROCESSING,
  ISSUES,
  SCHEDULED,
  LEARNING_LIMITED,
  LEARNING,
  ACTIVE;

  /// The word that is shown. A pause wins over a stale stored word, and so does its end.
  ///
  /// @param status as it is shown
  /// @param stored the platform's word, or null
  static AdDeliveryStatus of(AdStatus status, @Nullable AdDeliveryStatus stored) {
    if (status != AdStatus.PAUSED && stored != null && stored != PAUSED) {
      return stored;
    }
    return switch (status) {
      case ACTIVE -> ACTIVE;
      case PAUSED -> PAUSED;
      case IN_REVIEW -> IN_REVIEW;
      case REJECTED -> REJECTED;
    };
  }
}
