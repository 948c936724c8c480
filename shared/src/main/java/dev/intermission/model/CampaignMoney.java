package dev.intermission.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A campaign's stored amounts in dollars, and the figures derived from them. The derivations are
/// the API reference's. Sums and differences are exact.
///
/// @param campaignDailyBudget the campaign's own daily budget, or null
/// @param adGroupDailyBudgets the daily budgets of its ad groups that have one
/// @param todaysSpend the platform's figure: its day, its reset
public record CampaignMoney(
    BudgetMode budgetMode,
    @Nullable BigDecimal campaignDailyBudget,
    List<BigDecimal> adGroupDailyBudgets,
    BigDecimal revenue,
    BigDecimal todaysSpend,
    BigDecimal totalCredits,
    BigDecimal totalSpend) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /// Copies the list.
  public CampaignMoney {
    adGroupDailyBudgets = List.copyOf(adGroupDailyBudgets);
  }

  /// The sum of the ad groups' budgets if any is set. Otherwise the campaign's own, or null.
  public @Nullable BigDecimal dailyBudget() {
    return adGroupDailyBudgets.isEmpty()
        ? campaignDailyBudget
        : adGroupDailyBudgets.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Credits less spend.
  public BigDecimal remainingBalance() {
    return totalCredits.subtract(totalSpend);
  }

  /// The money that may still be spent. It is the remaining balance, for a daily campaign at most
  /// what is left of today's budget, and never negative.
  public BigDecimal availableBudget() {
    BigDecimal daily = dailyBudget();
    BigDecimal available =
        budgetMode == BudgetMode.DAILY && daily != null
            ? remainingBalance().min(daily.subtract(todaysSpend))
            : remainingBalance();
    return available.max(BigDecimal.ZERO);
  }

  /// Revenue as a percentage of spend; 0 when there is no spend.
  public BigDecimal returnOnAdSpend() {
    return Ratio.of(revenue.multiply(HUNDRED), totalSpend, BigDecimal.ZERO);
  }
}
