package dev.intermission.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A campaign's configuration. Every field may be null, and null fields stay present in a response.
///
/// @param conversionGoal a word of the platform; `purchase` is the one that the API reference shows
/// @param bidAmount cents
/// @param startTime as the platform wrote it
/// @param endTime as the platform wrote it
public record CampaignConfig(
    @Nullable String conversionGoal,
    @Nullable BidStrategy bidStrategy,
    @Nullable Long bidAmount,
    @Nullable ConfigStatus status,
    @Nullable List<String> specialCategories,
    @Nullable Boolean budgetOptimization,
    @Nullable String startTime,
    @Nullable String endTime) {

  /// Copies the list.
  public CampaignConfig {
    specialCategories = specialCategories == null ? null : List.copyOf(specialCategories);
  }

  /// The bid strategy in the words of newer versions, or null.
  public @Nullable BidType bidType() {
    return bidStrategy == null ? null : BidType.of(bidStrategy);
  }

  /// The level that owns the budget, or null.
  public @Nullable BudgetOptimization budgetLevel() {
    if (budgetOptimization == null) {
      return null;
    }
    return budgetOptimization ? BudgetOptimization.AD_CAMPAIGN : BudgetOptimization.AD_GROUP;
  }
}
