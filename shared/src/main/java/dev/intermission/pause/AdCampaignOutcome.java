package dev.intermission.pause;

import dev.intermission.access.Scope;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.port.ItemError;
import dev.intermission.port.Reading;
import java.util.function.UnaryOperator;

/// What became of a request to pause or unpause an ad campaign.
public sealed interface AdCampaignOutcome {
  /// It is as it was asked to be.
  ///
  /// @param campaign as it is after the request
  record Shown(AdCampaign campaign) implements AdCampaignOutcome {}

  /// There is none, or it is another account's.
  record NotFound() implements AdCampaignOutcome {}

  /// It is there, but its account did not grant that scope.
  record NotGranted(Scope scope) implements AdCampaignOutcome {}

  /// @param status in which this may not be asked
  record NotAllowed(AdCampaignStatus status) implements AdCampaignOutcome {}

  /// The item breaks the contract. Where the change was possible it is committed all the same.
  record Unreadable(ItemError error) implements AdCampaignOutcome {}

  /// It is not known whether the change was made; the request may be sent again.
  record Unconfirmed() implements AdCampaignOutcome {}

  /// Shows a record as it was found, after what has happened to it since.
  static AdCampaignOutcome show(Reading<AdCampaign> found, UnaryOperator<AdCampaign> since) {
    return switch (found) {
      case Reading.Whole<AdCampaign>(AdCampaign campaign) -> new Shown(since.apply(campaign));
      case Reading.Broken<AdCampaign>(ItemError error) -> new Unreadable(error);
    };
  }
}
