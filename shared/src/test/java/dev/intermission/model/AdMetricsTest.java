package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdMetricsTest {
  @Test
  void the_click_through_rate_is_clicks_divided_by_impressions() {
    shows(of("clicks", "1", "impressions", "8").clickThroughRate(), "0.125");
  }

  @Test
  void the_click_through_rate_is_0_with_no_impressions() {
    shows(of("clicks", "5", "impressions", "0").clickThroughRate(), "0");
  }

  @Test
  void the_click_through_rate_is_at_most_1() {
    shows(of("clicks", "9", "impressions", "8").clickThroughRate(), "1");
    shows(of("clicks", "8", "impressions", "8").clickThroughRate(), "1");
  }

  @Test
  void the_cost_per_click_is_spend_divided_by_clicks() {
    shows(of("spend", "12.50", "clicks", "5").costPerClick(), "2.5");
  }

  @Test
  void the_cost_per_click_is_0_when_there_are_no_clicks() {
    shows(of("spend", "12.50", "clicks", "0").costPerClick(), "0");
  }

  @Test
  void the_cost_per_mille_is_the_spend_per_1000_impressions() {
    shows(of("spend", "3", "impressions", "2000").costPerMille(), "1.5");
  }

  @Test
  void the_cost_per_mille_is_0_when_there_are_no_impressions() {
    shows(of("spend", "3", "impressions", "0").costPerMille(), "0");
  }

  @Test
  void the_cost_per_mille_is_rounded_once_and_not_before_it_is_multiplied() {
    // 1 / 3,000,000 rounded first would be 0.000000, and so 0 for a thousand.
    shows(of("spend", "1", "impressions", "3000000").costPerMille(), "0.000333");
  }

  @Test
  void the_cost_per_unique_click_is_null_without_one() {
    shows(of("spend", "3", "unique_clicks", "2").costPerUniqueClick(), "1.5");
    shows(of("spend", "3", "unique_clicks", "0").costPerUniqueClick(), null);
  }

  @Test
  void the_frequency_is_impressions_divided_by_reach() {
    shows(of("impressions", "9", "reach", "4").frequency(), "2.25");
  }

  @Test
  void the_frequency_is_unknown_with_no_reach() {
    assertThat(of("impressions", "9", "reach", "0").frequency()).isNull();
  }

  @Test
  void the_frequency_may_be_above_1() {
    shows(of("impressions", "900", "reach", "4").frequency(), "225");
  }

  @Test
  void the_unique_click_through_rate_is_unique_clicks_divided_by_impressions() {
    shows(of("unique_clicks", "3", "impressions", "4").uniqueClickThroughRate(), "0.75");
  }

  @Test
  void the_unique_click_through_rate_is_unknown_with_no_impressions() {
    assertThat(of("unique_clicks", "3", "impressions", "0").uniqueClickThroughRate()).isNull();
  }

  @Test
  void the_unique_click_through_rate_is_at_most_1() {
    shows(of("unique_clicks", "5", "impressions", "4").uniqueClickThroughRate(), "1");
  }

  @Test
  void the_return_on_ad_spend_is_purchase_value_divided_by_spend_and_no_percentage() {
    shows(of("purchase_value", "30", "spend", "12").returnOnAdSpend(), "2.5");
  }

  @Test
  void the_return_on_ad_spend_is_0_when_there_is_no_spend() {
    shows(of("purchase_value", "30", "spend", "0").returnOnAdSpend(), "0");
    shows(of("purchase_value", "30", "spend", "0.00").returnOnAdSpend(), "0");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        // spend, results, whether they are a goal -> cost
        "10, 4, true, 2.5",
        "10, 4, false, 2.5",
        "10, 0, true, 0",
        "10, 0, false, null",
        "0, 0, true, 0",
        "0, 0, false, null",
        "0, 4, true, 0",
        "0, 4, false, 0",
      })
  void a_cost_per_result_is_null_only_when_it_is_no_goal_and_there_are_no_results(
      String spend, String results, boolean goal, @Nullable String cost) {
    AdMetrics leads =
        Samples.metrics(
            Map.of("spend", spend, "leads", results), goal ? Set.of(AdGoal.LEADS) : Set.of());
    AdMetrics purchases =
        Samples.metrics(
            Map.of("spend", spend, "purchases", results),
            goal ? Set.of(AdGoal.PURCHASES) : Set.of());

    shows(leads.costPerLead(), cost);
    shows(purchases.costPerPurchase(), cost);
  }

  @Test
  void the_other_goal_does_not_count() {
    AdMetrics leadsWanted = Samples.metrics(Map.of("spend", "10"), Set.of(AdGoal.LEADS));
    AdMetrics purchasesWanted = Samples.metrics(Map.of("spend", "10"), Set.of(AdGoal.PURCHASES));

    shows(leadsWanted.costPerLead(), "0");
    assertThat(leadsWanted.costPerPurchase()).isNull();
    assertThat(purchasesWanted.costPerLead()).isNull();
    shows(purchasesWanted.costPerPurchase(), "0");
  }

  @ParameterizedTest
  @CsvSource({
    // Halves go to the even neighbour, where HALF_UP would give ...001 and ...003.
    "1, 2000000, 0.000000",
    "5, 2000000, 0.000002",
    // The halves whose even neighbour is above.
    "3, 2000000, 0.000002",
    "7, 2000000, 0.000004",
    // Just off a half.
    "10000001, 20000000000000, 0.000001",
    "9999999, 20000000000000, 0.000000",
    "2, 3, 0.666667",
    "1, 3, 0.333333",
  })
  void quotients_are_rounded_half_even_to_6_decimals(
      String spend, String clicks, BigDecimal expected) {
    assertThat(of("spend", spend, "clicks", clicks).costPerClick()).isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"5, 2, 2.5", "6, 3, 2", "1000, 1, 1000", "0, 7, 0", "1, 2000000, 0", "1, 8, 0.125"})
  void quotients_have_no_trailing_zeros(String spend, String clicks, String expected) {
    BigDecimal quotient = of("spend", spend, "clicks", clicks).costPerClick();

    assertThat(quotient.toPlainString()).isEqualTo(expected);
    assertThat(quotient).isEqualTo(quotient.stripTrailingZeros());
  }

  @Test
  void quotients_of_numbers_with_38_digits_are_exact_to_6_decimals() {
    shows(
        of("spend", "99999999999999999999999999999999999999", "clicks", "2").costPerClick(),
        "49999999999999999999999999999999999999.5");
    shows(
        of("spend", "12345678901234567890123456789012345678", "clicks", "7").costPerClick(),
        "1763668414462081127160493827001763668.285714");
    shows(
        of("spend", "99999999999999999999999999999999999999", "impressions", "1").costPerMille(),
        "99999999999999999999999999999999999999000");
  }

  @ParameterizedTest
  @CsvSource({"-1, 10", "1, -10", "-9, -0.5"})
  void rates_are_between_0_and_1_also_where_a_counter_is_below_0(String part, String impressions) {
    assertThat(of("clicks", part, "impressions", impressions).clickThroughRate())
        .isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    assertThat(of("unique_clicks", part, "impressions", impressions).uniqueClickThroughRate())
        .isBetween(BigDecimal.ZERO, BigDecimal.ONE);
  }

  @Test
  void figures_of_numbers_at_the_limits_of_the_store_are_exact() {
    String most = "9.9999999999999999999999999999999999999E+125";
    assertThat(of("spend", most, "impressions", "1E-130").costPerMille())
        .isEqualByComparingTo("9.9999999999999999999999999999999999999E+258");
    assertThat(of("spend", "1E-130", "clicks", most).costPerClick()).isZero();
    assertThat(of("spend", "-" + most, "clicks", most).costPerClick()).isEqualByComparingTo("-1");
  }

  @Test
  void the_stored_goals_are_copied() {
    Set<AdGoal> goals = EnumSet.of(AdGoal.LEADS);
    AdMetrics metrics = Samples.metrics(Map.of(), Set.of());
    AdMetrics copy =
        new AdMetrics(
            metrics.clicks(),
            metrics.impressions(),
            metrics.leads(),
            metrics.purchases(),
            metrics.purchaseValue(),
            metrics.reach(),
            metrics.spend(),
            null,
            metrics.uniqueClicks(),
            goals);

    goals.add(AdGoal.PURCHASES);

    assertThat(copy.goals()).containsExactly(AdGoal.LEADS);
  }

  private static AdMetrics of(String counter, String value, String other, String otherValue) {
    return Samples.metrics(Map.of(counter, value, other, otherValue), Set.of());
  }

  private static void shows(@Nullable BigDecimal figure, @Nullable String expected) {
    assertThat(figure == null ? null : figure.toPlainString()).isEqualTo(expected);
  }
}
