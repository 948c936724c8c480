package dev.intermission.pause;

import dev.intermission.access.Caller;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.port.AdRecords;
import dev.intermission.port.ItemError;
import dev.intermission.port.Reading;
import dev.intermission.port.StoredAd;
import java.util.Optional;

/// Shows an ad to a caller of its account.
public final class RetrieveAd {
  private final AdRecords records;

  /// @param records where the records are
  public RetrieveAd(AdRecords records) {
    this.records = records;
  }

  /// What became of the request.
  public sealed interface Outcome {
    /// @param ad as it is
    record Found(Ad ad) implements Outcome {}

    /// No such record, or another account's.
    record NotFound() implements Outcome {}

    /// The item breaks the contract.
    record Unreadable(ItemError error) implements Outcome {}
  }

  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked
  public Outcome retrieve(AdId id, Caller caller) {
    Optional<StoredAd> stored = records.find(id).filter(found -> found.belongsTo(caller.account()));
    if (stored.isEmpty()) {
      return new Outcome.NotFound();
    }
    return switch (stored.get().reading()) {
      case Reading.Whole<Ad>(Ad ad) -> new Outcome.Found(ad);
      case Reading.Broken<Ad>(ItemError error) -> new Outcome.Unreadable(error);
    };
  }
}
