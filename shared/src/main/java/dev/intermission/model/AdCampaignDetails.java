package dev.intermission.model;

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
    @Nullable CampaignConfig config) {

  /// Copies the list.
  public AdCampaignDetails {
    targetCountryCodes = List.copyOf(targetCountryCodes);
  }
}
