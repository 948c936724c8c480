package dev.intermission.port;

import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import java.util.Optional;

/// The ads that the platform stores. Safe for use by several threads.
public interface AdRecords extends AccountRecords<AdStatus, Ad> {
  /// Pauses or unpauses an ad in one conditional write, never repeated after an unclear outcome.
  /// The condition: it exists, belongs to the account and is in the status that the change starts
  /// from.
  ///
  /// @throws StoreUnavailableException if the store definitely did nothing and a later try may
  ///   succeed
  StatusWrite<StoredAd> change(AdChange change);

  /// Reads an ad, consistently.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  Optional<StoredAd> find(AdId id);
}
