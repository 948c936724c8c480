package dev.intermission.model;

/// What kind of issue an ad has.
public enum IssueCategory implements WireName {
  POLICY_REJECTION,
  CREATIVE_MEDIA,
  AUDIENCE_TARGETING,
  AD_VOLUME_LIMIT
}
