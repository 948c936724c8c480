package dev.intermission.model;

import java.time.Instant;

/// An ad as the API reference describes it, and the account that it belongs to.
public record Ad(
    AdId id,
    AccountId account,
    PauseState state,
    AdDetails details,
    Instant createdAt,
    Instant updatedAt)
    implements Pausable<Ad> {

  /// Whether it is being delivered. To be asked of an ad as it is shown.
  public AdDeliveryStatus deliveryStatus() {
    return AdDeliveryStatus.of((AdStatus) state.status(), details.newer().deliveryStatus());
  }

  @Override
  public Ad with(PauseState newState, Instant newUpdatedAt) {
    return new Ad(id, account, newState, details, createdAt, newUpdatedAt);
  }
}
