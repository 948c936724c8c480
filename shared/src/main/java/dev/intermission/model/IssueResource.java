package dev.intermission.model;

/// What an ad's issue is about.
public enum IssueResource implements WireName {
  AD_CAMPAIGN,
  AD_GROUP,
  AD
}
