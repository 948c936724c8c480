package dev.intermission.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An ad campaign: the 24 members of its page, stored or derived, and the account that it belongs
/// to.
///
/// @param platform null when the campaign runs on none of the listed ones
/// @param pauseId the accepted pause that it is in; null when it is in none, or the platform paused
///   it
/// @param pausedUntil whole seconds; null when it is not paused, or paused without an end
/// @param product null when the campaign targets no product
/// @param paymentMethod null when none is saved
/// @param billingLedgerAccountId null when a card is charged
/// @param config null when the platform has none
public record AdCampaign(
    AdCampaignId id,
    AccountId account,
    String title,
    AdCampaignStatus status,
    List<String> targetCountryCodes,
    @Nullable AdPlatform platform,
    CampaignMoney money,
    long clicksCount,
    long impressionsCount,
    long purchasesCount,
    @Nullable PauseId pauseId,
    @Nullable Instant pausedUntil,
    @Nullable Product product,
    CreatedByUser createdByUser,
    @Nullable PaymentMethod paymentMethod,
    @Nullable String billingLedgerAccountId,
    @Nullable CampaignConfig config,
    Instant createdAt,
    Instant updatedAt) {

  /// Copies the list.
  public AdCampaign {
    targetCountryCodes = List.copyOf(targetCountryCodes);
  }

  /// This campaign as an answer shows it at that time: from `paused_until` on it is active again,
  /// whether or not anything has ended the pause yet, and an end is shown only while it is paused.
  public AdCampaign shownAt(Instant now) {
    if (pausedUntil == null) {
      return this;
    }
    AdCampaignStatus shown = status.shownAt(now, pausedUntil);
    if (shown != status) {
      return with(shown, null, null, pausedUntil);
    }
    return status == AdCampaignStatus.PAUSED ? this : with(status, null, null, updatedAt);
  }

  /// This campaign after a pause that was accepted then.
  ///
  /// @param until when the pause ends; null for a pause without an end
  public AdCampaign paused(PauseId newPauseId, @Nullable Instant until, Instant at) {
    return with(AdCampaignStatus.PAUSED, newPauseId, until, at.truncatedTo(ChronoUnit.MILLIS));
  }

  /// This campaign after an unpause that was accepted then.
  public AdCampaign unpaused(Instant at) {
    return with(AdCampaignStatus.ACTIVE, null, null, at.truncatedTo(ChronoUnit.MILLIS));
  }

  private AdCampaign with(
      AdCampaignStatus newStatus,
      @Nullable PauseId newPauseId,
      @Nullable Instant newPausedUntil,
      Instant newUpdatedAt) {
    return new AdCampaign(
        id,
        account,
        title,
        newStatus,
        targetCountryCodes,
        platform,
        money,
        clicksCount,
        impressionsCount,
        purchasesCount,
        newPauseId,
        newPausedUntil,
        product,
        createdByUser,
        paymentMethod,
        billingLedgerAccountId,
        config,
        createdAt,
        newUpdatedAt);
  }
}
