package dev.intermission.model;

/// What an ad is meant to bring. Decides whether a cost without any result is 0 or unknown.
public enum AdGoal implements WireName {
  LEADS("leads"),
  PURCHASES("purchases");

  private final String wireName;

  AdGoal(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
