package dev.intermission.pause;

import dev.intermission.access.Scope;
import dev.intermission.model.Ad;
import dev.intermission.model.AdStatus;
import dev.intermission.port.ItemError;
import dev.intermission.port.Reading;
import java.util.function.UnaryOperator;

/// What became of a request to pause or unpause an ad.
public sealed interface AdOutcome {
  /// It is as it was asked to be.
  ///
  /// @param ad as it is after the request
  record Shown(Ad ad) implements AdOutcome {}

  /// There is none, or it is another account's.
  record NotFound() implements AdOutcome {}

  /// It is there, but its account did not grant that scope.
  record NotGranted(Scope scope) implements AdOutcome {}

  /// @param status in which this may not be asked
  record NotAllowed(AdStatus status) implements AdOutcome {}

  /// The item breaks the contract. Where the change was possible it is committed all the same.
  record Unreadable(ItemError error) implements AdOutcome {}

  /// It is not known whether the change was made; the request may be sent again.
  record Unconfirmed() implements AdOutcome {}

  /// Shows a record as it was found, after what has happened to it since.
  static AdOutcome show(Reading<Ad> found, UnaryOperator<Ad> since) {
    return switch (found) {
      case Reading.Whole<Ad>(Ad ad) -> new Shown(since.apply(ad));
      case Reading.Broken<Ad>(ItemError error) -> new Unreadable(error);
    };
  }
}
