package dev.intermission.model;

/// The categories of an ad's issues.
public enum IssueCategory implements WireName {
  POLICY_REJECTION,
  CREATIVE_MEDIA,
  AUDIENCE_TARGETING,
  AD_VOLUME_LIMIT
}
