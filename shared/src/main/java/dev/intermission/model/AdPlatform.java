package dev.intermission.model;

/// The external platform that a campaign runs on.
public enum AdPlatform implements WireName {
  META,
  TIKTOK
}
