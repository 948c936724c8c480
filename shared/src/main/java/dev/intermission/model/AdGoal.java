package dev.intermission.model;

/// What an ad is meant to bring. Decides whether a cost without any result is 0 or unknown.
public enum AdGoal implements WireName {
  LEADS,
  PURCHASES
}
