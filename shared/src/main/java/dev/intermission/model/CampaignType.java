package dev.intermission.model;

/// The kinds of campaign.
public enum CampaignType implements WireName {
  STANDARD,
  SEARCH
}
