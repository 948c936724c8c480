package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignMoneyTest {
  private static final String MANY_DIGITS = "12345678901234567890123456789012345.678";

  @Test
  void the_daily_budget_is_the_sum_of_the_ad_groups_budgets_when_any_is_set() {
    shows(budgets("99", "1.10", "2.20", "3.30").dailyBudget(), "6.60");
    shows(budgets("99", "5").dailyBudget(), "5");
    shows(budgets(null, "5").dailyBudget(), "5");
  }

  @Test
  void an_ad_groups_budget_of_0_is_set() {
    shows(budgets("99", "0").dailyBudget(), "0");
  }

  @Test
  void the_daily_budget_is_the_campaigns_own_when_no_ad_group_has_one() {
    shows(budgets("99.5").dailyBudget(), "99.5");
  }

  @Test
  void the_daily_budget_is_null_when_none_is_set_at_all() {
    assertThat(budgets(null).dailyBudget()).isNull();
  }

  @Test
  void the_sum_of_the_ad_groups_budgets_is_exact() {
    shows(
        budgets(null, MANY_DIGITS, "0.00000000000000000000000000000000000001").dailyBudget(),
        MANY_DIGITS + "00000000000000000000000000000000001");
    shows(budgets(null, "0.1", "0.2").dailyBudget(), "0.3");
  }

  @Test
  void the_remaining_balance_is_the_credits_less_the_spend() {
    shows(money(BudgetMode.DAILY, null, "0", "100.50", "20.25").remainingBalance(), "80.25");
  }

  @Test
  void the_remaining_balance_may_be_negative() {
    shows(money(BudgetMode.DAILY, null, "0", "20", "20.01").remainingBalance(), "-0.01");
  }

  @Test
  void the_remaining_balance_is_exact() {
    shows(
        money(BudgetMode.DAILY, null, "0", MANY_DIGITS, "0.00000000000000000000000000000000000001")
            .remainingBalance(),
        "12345678901234567890123456789012345.67799999999999999999999999999999999999");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        // mode, daily budget, today's spend, credits, spend -> available
        "DAILY, 10, 4, 100, 20, 6", // what is left of today
        "DAILY, 10, 4, 100, 97, 3", // what is left at all
        "DAILY, 10, 4, 100, 94, 6", // both alike
        "DAILY, 10, 12, 100, 20, 0", // more spent today than planned
        "DAILY, 10, 4, 100, 120, 0", // more spent than there were credits
        "DAILY, null, 4, 100, 20, 80", // no daily budget to be capped at
        "LIFETIME, 10, 4, 100, 20, 80", // a lifetime campaign has no cap of the day
        "LIFETIME, 10, 4, 100, 120, 0",
        "LIFETIME, null, 4, 100, 20, 80",
      })
  void the_available_budget_is_the_balance_capped_at_the_days_rest_and_never_negative(
      BudgetMode mode,
      @Nullable String dailyBudget,
      String todaysSpend,
      String credits,
      String spend,
      String available) {
    shows(money(mode, dailyBudget, todaysSpend, credits, spend).availableBudget(), available);
  }

  @Test
  void the_available_budget_is_capped_at_the_ad_groups_budgets_where_they_are_set() {
    CampaignMoney money =
        new CampaignMoney(
            BudgetMode.DAILY,
            decimal("99"),
            List.of(decimal("3"), decimal("4")),
            decimal("0"),
            decimal("2"),
            decimal("100"),
            decimal("0"));

    shows(money.availableBudget(), "5");
  }

  @ParameterizedTest
  @CsvSource({
    "30, 20, 150", // a percentage, not a factor
    "1, 3, 33.333333",
    "2, 3, 66.666667",
    "30, 0, 0",
    "30, 0.00, 0",
    "0, 20, 0",
    "1, 200000000, 0", // half of 0.000001, to the even neighbour
    "3, 200000000, 0.000002",
    "5, 200000000, 0.000002", // HALF_UP would give 0.000003
    "99999999999999999999999999999999999999, 1, 9999999999999999999999999999999999999900",
  })
  void the_return_on_ad_spend_is_revenue_as_a_percentage_of_spend(
      String revenue, String spend, String percentage) {
    CampaignMoney money =
        new CampaignMoney(
            BudgetMode.LIFETIME,
            null,
            List.of(),
            decimal(revenue),
            decimal("0"),
            decimal("0"),
            decimal(spend));

    shows(money.returnOnAdSpend(), percentage);
  }

  @Test
  void the_ad_groups_budgets_are_copied() {
    List<BigDecimal> budgets = new ArrayList<>(List.of(BigDecimal.ONE));
    BigDecimal zero = BigDecimal.ZERO;
    CampaignMoney money =
        new CampaignMoney(BudgetMode.DAILY, null, budgets, zero, zero, zero, zero);

    budgets.add(BigDecimal.TEN);

    shows(money.dailyBudget(), "1");
  }

  private static CampaignMoney budgets(@Nullable String own, String... adGroups) {
    List<BigDecimal> budgets = new ArrayList<>();
    for (String budget : adGroups) {
      budgets.add(decimal(budget));
    }
    return new CampaignMoney(
        BudgetMode.DAILY,
        own == null ? null : decimal(own),
        budgets,
        decimal("0"),
        decimal("0"),
        decimal("0"),
        decimal("0"));
  }

  private static CampaignMoney money(
      BudgetMode mode,
      @Nullable String dailyBudget,
      String todaysSpend,
      String credits,
      String spend) {
    return new CampaignMoney(
        mode,
        dailyBudget == null ? null : decimal(dailyBudget),
        List.of(),
        decimal("0"),
        decimal(todaysSpend),
        decimal(credits),
        decimal(spend));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static void shows(@Nullable BigDecimal figure, @Nullable String expected) {
    assertThat(figure == null ? null : figure.toPlainString()).isEqualTo(expected);
  }
}
