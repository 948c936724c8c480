package dev.intermission.model;

/// The delivery status of an ad.
public enum AdStatus implements Status {
  ACTIVE,
  PAUSED,
  IN_REVIEW,
  REJECTED;

  @Override
  public AdStatus active() {
    return ACTIVE;
  }

  @Override
  public AdStatus paused() {
    return PAUSED;
  }
}
