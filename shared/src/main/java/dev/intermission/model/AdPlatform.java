package dev.intermission.model;

/// The external platform that a campaign runs on.
public enum AdPlatform implements WireName {
  META,
  TIKTOK,
  GOOGLE;

  /// Whether the API reference's shape has the word, too.
  public boolean isInApiReference() {
    return this != GOOGLE;
  }
}
