package dev.intermission.model;

/// The external platform that a campaign runs on.
public enum AdPlatform implements WireName {
  META("meta"),
  TIKTOK("tiktok");

  private final String wireName;

  AdPlatform(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
