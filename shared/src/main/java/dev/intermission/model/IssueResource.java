package dev.intermission.model;

/// The kinds of resource that an ad's issue may concern.
public enum IssueResource implements WireName {
  AD_CAMPAIGN,
  AD_GROUP,
  AD
}
