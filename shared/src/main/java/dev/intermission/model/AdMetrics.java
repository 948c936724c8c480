package dev.intermission.model;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stored counters of an ad or a campaign, and the figures derived from them. The derivations
/// are the API reference's, and the figures are never stored.
///
/// `purchaseValue` is in USD and `spend` in `spendCurrency`; nothing is converted, although the API
/// reference calls `spend_currency` the currency of all monetary metrics and `purchase_value` a USD
/// value at once.
///
/// @param spendCurrency ISO 4217, or null
public record AdMetrics(
    BigDecimal clicks,
    BigDecimal impressions,
    BigDecimal leads,
    BigDecimal purchases,
    BigDecimal purchaseValue,
    BigDecimal reach,
    BigDecimal spend,
    @Nullable String spendCurrency,
    BigDecimal uniqueClicks,
    Set<AdGoal> goals) {

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /// Copies the goals.
  public AdMetrics {
    goals = Set.copyOf(goals);
  }

  /// Clicks divided by impressions, between 0 and 1; 0 with no impressions.
  public BigDecimal clickThroughRate() {
    return rate(Ratio.of(clicks, impressions, BigDecimal.ZERO));
  }

  /// Spend divided by clicks; 0 when there are no clicks.
  public BigDecimal costPerClick() {
    return Ratio.of(spend, clicks, BigDecimal.ZERO);
  }

  /// Spend per 1,000 impressions; 0 when there are no impressions.
  public BigDecimal costPerMille() {
    return Ratio.of(spend.multiply(THOUSAND), impressions, BigDecimal.ZERO);
  }

  /// Impressions divided by reach; null with no reach.
  public @Nullable BigDecimal frequency() {
    return reach.signum() == 0 ? null : Ratio.of(impressions, reach);
  }

  /// Unique clicks divided by impressions, between 0 and 1; null with no impressions.
  public @Nullable BigDecimal uniqueClickThroughRate() {
    return impressions.signum() == 0 ? null : rate(Ratio.of(uniqueClicks, impressions));
  }

  /// Purchase value divided by spend; 0 when there is no spend.
  public BigDecimal returnOnAdSpend() {
    return Ratio.of(purchaseValue, spend, BigDecimal.ZERO);
  }

  /// Spend divided by attributed leads. Without any, null when leads are not a goal, else 0.
  public @Nullable BigDecimal costPerLead() {
    return costPer(leads, AdGoal.LEADS);
  }

  /// Spend divided by attributed purchases. Without any, null when purchases are not a goal, else
  /// 0.
  public @Nullable BigDecimal costPerPurchase() {
    return costPer(purchases, AdGoal.PURCHASES);
  }

  /// Spend divided by unique clicks; null without any.
  public @Nullable BigDecimal costPerUniqueClick() {
    return uniqueClicks.signum() == 0 ? null : Ratio.of(spend, uniqueClicks);
  }

  /// Between 0 and 1, also where a counter is ahead of another or below 0.
  private static BigDecimal rate(BigDecimal quotient) {
    return quotient.min(BigDecimal.ONE).max(BigDecimal.ZERO);
  }

  private @Nullable BigDecimal costPer(BigDecimal results, AdGoal goal) {
    if (results.signum() == 0) {
      return goals.contains(goal) ? BigDecimal.ZERO : null;
    }
    return Ratio.of(spend, results);
  }
}
