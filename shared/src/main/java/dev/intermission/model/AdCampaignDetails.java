package dev.intermission.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of an ad campaign that pausing does not look at, stored or derived.
///
/// @param platform null when the campaign runs on none of the listed ones
/// @param product null when the campaign targets no product
/// @param paymentMethod null when none is saved
/// @param billingLedgerAccountId null when a card is charged
/// @param config null when the platform has none
public record AdCampaignDetails(
    String title,
    List<String> targetCountryCodes,
    @Nullable AdPlatform platform,
    CampaignMoney money,
    long clicksCount,
    long impressionsCount,
    long purchasesCount,
    @Nullable Product product,
    CreatedByUser createdByUser,
    @Nullable PaymentMethod paymentMethod,
    @Nullable String billingLedgerAccountId,
    @Nullable CampaignConfig config,
    NewerAdCampaignDetails newer) {

  private static final String DOLLARS = "usd";

  /// Copies the list.
  public AdCampaignDetails {
    targetCountryCodes = List.copyOf(targetCountryCodes);
  }

  /// The figures of an ad, for the whole campaign.
  public AdMetrics metrics() {
    return new AdMetrics(
        BigDecimal.valueOf(clicksCount),
        BigDecimal.valueOf(impressionsCount),
        newer.leads(),
        BigDecimal.valueOf(purchasesCount),
        money.revenue(),
        newer.reach(),
        money.totalSpend(),
        newer.spendCurrency(),
        newer.uniqueClicks(),
        newer.conversions().results().goals());
  }

  /// The campaign's own budget in dollars. Null where there is none, or the ad groups have their
  /// own.
  public @Nullable BigDecimal budgetAmount() {
    if (!money.adGroupDailyBudgets().isEmpty()) {
      return null;
    }
    return switch (money.budgetMode()) {
      case DAILY -> money.campaignDailyBudget();
      case LIFETIME -> newer.lifetimeBudget();
    };
  }

  /// The same budget in [#budgetCurrency]. Null where that is not known.
  public @Nullable BigDecimal budgetAmountLocal() {
    if (budgetAmount() == null) {
      return null;
    }
    return budgetCurrency().equalsIgnoreCase(DOLLARS) ? budgetAmount() : newer.budgetAmountLocal();
  }

  /// The ISO 4217 code of the account's currency: dollars where none is stored.
  public String budgetCurrency() {
    return newer.budgetCurrency() == null ? DOLLARS : newer.budgetCurrency();
  }
}
