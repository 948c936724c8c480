package dev.intermission.model;

/// The goal that a campaign is for.
public enum CampaignObjective implements WireName {
  AWARENESS,
  TRAFFIC,
  ENGAGEMENT,
  LEADS,
  SALES
}
