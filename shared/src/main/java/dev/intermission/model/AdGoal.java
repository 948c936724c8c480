package dev.intermission.model;

/// The goals that an ad may have. Decides whether a cost without any result is 0 or unknown.
public enum AdGoal implements WireName {
  LEADS,
  PURCHASES
}
