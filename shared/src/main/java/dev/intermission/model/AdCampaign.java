package dev.intermission.model;

import java.time.Instant;

/// An ad campaign as the API reference describes it, and the account it belongs to.
public record AdCampaign(
    AdCampaignId id,
    AccountId account,
    PauseState state,
    AdCampaignDetails details,
    Instant createdAt,
    Instant updatedAt)
    implements Pausable<AdCampaign> {

  /// Whether it is being delivered. To be asked of a campaign as it is shown.
  public AdCampaignDeliveryStatus deliveryStatus() {
    return AdCampaignDeliveryStatus.of(
        (AdCampaignStatus) state.status(), details.newer().deliveryStatus());
  }

  @Override
  public AdCampaign with(PauseState newState, Instant newUpdatedAt) {
    return new AdCampaign(id, account, newState, details, createdAt, newUpdatedAt);
  }
}
