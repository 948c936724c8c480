package dev.intermission.model;

/// The status of an ad campaign. The platform stores what the page's list does not show as
/// `inactive`.
public enum AdCampaignStatus implements Status {
  ACTIVE,
  PAUSED,
  INACTIVE,
  STALE;

  @Override
  public AdCampaignStatus active() {
    return ACTIVE;
  }

  @Override
  public AdCampaignStatus paused() {
    return PAUSED;
  }
}
