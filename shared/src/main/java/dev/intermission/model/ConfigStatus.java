package dev.intermission.model;

/// The platform's own switch in a campaign's configuration. A pause never touches it.
public enum ConfigStatus implements WireName {
  ACTIVE,
  PAUSED
}
