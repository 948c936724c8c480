package dev.intermission.model;

/// How a campaign's budget is meant.
public enum BudgetMode implements WireName {
  DAILY("daily"),
  LIFETIME("lifetime");

  private final String wireName;

  BudgetMode(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
