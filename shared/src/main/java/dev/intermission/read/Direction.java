package dev.intermission.read;

import dev.intermission.model.WireName;

/// The order in which a list shows its records, by the time of their creation.
public enum Direction implements WireName {
  ASC,
  DESC
}
