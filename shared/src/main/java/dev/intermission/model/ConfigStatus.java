package dev.intermission.model;

/// The platform's own switch in a campaign's configuration. A pause never touches it.
public enum ConfigStatus implements WireName {
  ACTIVE("active"),
  PAUSED("paused");

  private final String wireName;

  ConfigStatus(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
