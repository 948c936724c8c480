package dev.intermission.list;

import dev.intermission.model.WireName;

/// The order in which a list shows its records, by the time of their creation.
public enum Direction implements WireName {
  ASC("asc"),
  DESC("desc");

  private final String wireName;

  Direction(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
