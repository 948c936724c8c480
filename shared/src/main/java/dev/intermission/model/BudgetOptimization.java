package dev.intermission.model;

/// The level that owns a campaign's budget.
public enum BudgetOptimization implements WireName {
  AD_CAMPAIGN,
  AD_GROUP
}
