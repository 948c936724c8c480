package dev.intermission.model;

/// The delivery status of an ad.
public enum AdStatus implements WireName {
  ACTIVE,
  PAUSED,
  IN_REVIEW,
  REJECTED;

  /// Whether a pause may be asked of an ad in this status. A review verdict is never overwritten.
  public boolean mayBePaused() {
    return switch (this) {
      case ACTIVE, PAUSED -> true;
      case IN_REVIEW, REJECTED -> false;
    };
  }
}
