package dev.intermission.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The status of an ad campaign. The platform stores what the page's list does not show as
/// `inactive`.
public enum AdCampaignStatus implements WireName {
  ACTIVE,
  PAUSED,
  INACTIVE,
  STALE;

  /// The status as an answer shows it at that time: from its end on a pause is over, whether or not
  /// anything has ended it yet.
  ///
  /// @param pausedUntil the end that is stored beside the status, or null
  public AdCampaignStatus shownAt(Instant now, @Nullable Instant pausedUntil) {
    boolean isOver = this == PAUSED && pausedUntil != null && !pausedUntil.isAfter(now);
    return isOver ? ACTIVE : this;
  }

  /// Whether a pause may be asked of a campaign in this status. A stop by the platform is
  /// `inactive` and is never overwritten.
  public boolean mayBePaused() {
    return switch (this) {
      case ACTIVE, PAUSED -> true;
      case INACTIVE, STALE -> false;
    };
  }
}
