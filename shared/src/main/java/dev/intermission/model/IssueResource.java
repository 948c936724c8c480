package dev.intermission.model;

/// What an ad's issue is about.
public enum IssueResource implements WireName {
  AD_CAMPAIGN("ad_campaign"),
  AD_GROUP("ad_group"),
  AD("ad");

  private final String wireName;

  IssueResource(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
