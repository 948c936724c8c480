package dev.intermission.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The saved payment method that a campaign is charged to.
///
/// @param typename the kind; a card's is `CardPaymentMethod`
/// @param card a card's details; null for every other kind
public record PaymentMethod(
    String typename, String id, Instant createdAt, String paymentMethodType, @Nullable Card card) {

  /// The `typename` of a card, the one kind with details of its own.
  public static final String CARD = "CardPaymentMethod";

  /// The parts of a card that may be shown.
  ///
  /// @param last4 the last four digits, as text
  public record Card(String brand, String last4, long expMonth, long expYear) {}
}
