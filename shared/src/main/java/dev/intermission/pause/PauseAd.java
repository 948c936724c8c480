package dev.intermission.pause;

import dev.intermission.access.Caller;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.port.AdPause;
import dev.intermission.port.AdRecords;
import dev.intermission.port.ItemError;
import dev.intermission.port.PauseWrite;
import dev.intermission.port.Reading;
import dev.intermission.port.StoredAd;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// Pauses an ad. An ad's pause has no end; pausing a paused ad changes nothing.
public final class PauseAd {
  private final AdRecords records;

  /// @param records where ads are
  public PauseAd(AdRecords records) {
    this.records = records;
  }

  /// What became of the request.
  public sealed interface Outcome {
    /// @param ad as it is after the request
    record Paused(Ad ad) implements Outcome {}

    /// No such ad, or another account's.
    record NotFound() implements Outcome {}

    /// @param status why it may not be paused
    record NotPausable(AdStatus status) implements Outcome {}

    /// The item breaks the contract. Where a pause was possible it is committed all the same.
    record Unreadable(ItemError error) implements Outcome {}

    /// It is not known whether the ad is paused; the request may be sent again.
    record Unconfirmed() implements Outcome {}
  }

  /// @throws dev.intermission.port.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  public Outcome pause(AdId id, Caller caller, Instant now) {
    PauseWrite<StoredAd> write =
        records.pause(new AdPause(id, caller.account(), caller.credentialId(), now));
    return switch (write) {
      case PauseWrite.Applied<StoredAd>(StoredAd before) -> show(before, ad -> ad.paused(now));
      case PauseWrite.Refused<StoredAd>(StoredAd current) -> refused(current, caller);
      case PauseWrite.Missing<StoredAd>() -> new Outcome.NotFound();
      case PauseWrite.Unknown<StoredAd>() ->
          records.find(id).map(found -> confirmed(found, caller)).orElseGet(Outcome.NotFound::new);
    };
  }

  private static Outcome refused(StoredAd current, Caller caller) {
    if (!current.belongsTo(caller.account())) {
      return new Outcome.NotFound();
    }
    AdStatus status = current.status();
    if (status != null && !status.mayBePaused()) {
      return new Outcome.NotPausable(status);
    }
    return show(current, UnaryOperator.identity());
  }

  private static Outcome confirmed(StoredAd found, Caller caller) {
    if (!found.belongsTo(caller.account())) {
      return new Outcome.NotFound();
    }
    return found.status() == AdStatus.PAUSED
        ? show(found, UnaryOperator.identity())
        : new Outcome.Unconfirmed();
  }

  private static Outcome show(StoredAd stored, UnaryOperator<Ad> afterwards) {
    return switch (stored.reading()) {
      case Reading.Whole<Ad>(Ad ad) -> new Outcome.Paused(afterwards.apply(ad));
      case Reading.Broken<Ad>(ItemError error) -> new Outcome.Unreadable(error);
    };
  }
}
