package dev.intermission.pause;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
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
  private final AccountAccess access;

  /// @param records where the records are
  public RetrieveAd(AdRecords records, AccountAccess access) {
    this.records = records;
    this.access = access;
  }

  /// What became of the request.
  public sealed interface Outcome {
    /// @param ad as it is
    record Found(Ad ad) implements Outcome {}

    /// No such record, or another account's.
    record NotFound() implements Outcome {}

    /// It is there, but its account did not grant that scope.
    record NotGranted(Scope scope) implements Outcome {}

    /// The item breaks the contract.
    record Unreadable(ItemError error) implements Outcome {}
  }

  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked
  public Outcome retrieve(AdId id, Caller caller) {
    Optional<StoredAd> found = records.find(id);
    return switch (access.decide(
        Operation.RETRIEVE_AD, caller, () -> found.flatMap(StoredAd::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) ->
          found
              .filter(stored -> stored.belongsTo(actor.account()))
              .map(stored -> show(stored))
              .orElseGet(Outcome.NotFound::new);
      case AccountAccess.Decision.NotFound() -> new Outcome.NotFound();
      case AccountAccess.Decision.NotGranted(Scope scope) -> new Outcome.NotGranted(scope);
    };
  }

  private static Outcome show(StoredAd stored) {
    return switch (stored.reading()) {
      case Reading.Whole<Ad>(Ad ad) -> new Outcome.Found(ad);
      case Reading.Broken<Ad>(ItemError error) -> new Outcome.Unreadable(error);
    };
  }
}
