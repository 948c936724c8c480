package dev.intermission.model;

/// The status of an ad campaign. The platform stores `inactive` for each status that the API
/// reference's list lacks.
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
