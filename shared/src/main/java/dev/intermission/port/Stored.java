package dev.intermission.port;

import dev.intermission.model.AccountId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An item as it was found, whatever kind of record it holds.
public sealed interface Stored<T> permits StoredAd, StoredAdCampaign {
  /// The account that the item names; null when it has no readable one: then it is nobody's.
  @Nullable AccountId account();

  /// The account that it belongs to; empty when it is nobody's.
  default Optional<AccountId> owner() {
    return Optional.ofNullable(account());
  }

  /// Whether this record is visible to that account.
  default boolean belongsTo(AccountId owner) {
    return owner.equals(account());
  }

  /// What the status and the pause were in.
  Revision revision();

  /// The whole record, if the item allows it.
  Reading<T> reading();
}
