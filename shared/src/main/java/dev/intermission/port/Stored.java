package dev.intermission.port;

import dev.intermission.model.AccountId;

/// An item as it was found, whatever kind of record it holds.
public sealed interface Stored<T> permits StoredAd, StoredAdCampaign {
  /// Whether this record is visible to that account.
  boolean belongsTo(AccountId owner);

  /// The whole record, if the item allows it.
  Reading<T> reading();
}
