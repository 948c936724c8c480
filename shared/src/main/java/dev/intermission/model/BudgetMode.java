package dev.intermission.model;

/// How a campaign's budget is meant.
public enum BudgetMode implements WireName {
  DAILY,
  LIFETIME
}
