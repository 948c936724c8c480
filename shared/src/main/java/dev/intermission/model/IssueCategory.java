package dev.intermission.model;

/// What kind of issue an ad has.
public enum IssueCategory implements WireName {
  POLICY_REJECTION("policy_rejection"),
  CREATIVE_MEDIA("creative_media"),
  AUDIENCE_TARGETING("audience_targeting"),
  AD_VOLUME_LIMIT("ad_volume_limit");

  private final String wireName;

  IssueCategory(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
