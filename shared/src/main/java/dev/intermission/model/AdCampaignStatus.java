package dev.intermission.model;

/// The status of an ad campaign. The platform stores what the page's list does not show as
/// `inactive`.
public enum AdCampaignStatus implements WireName {
  ACTIVE("active"),
  PAUSED("paused"),
  INACTIVE("inactive"),
  STALE("stale");

  private final String wireName;

  AdCampaignStatus(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
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
