package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.json.AdCampaignJson;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.pause.AdCampaignOutcome;
import dev.intermission.port.ItemError;

/// What a client is told when an ad campaign was to be paused or unpaused.
final class AdCampaignAnswers {
  private AdCampaignAnswers() {}

  /// @param asked what was asked, as in "cannot be paused"
  static ApiAnswer of(AdCampaignOutcome outcome, String asked, ApiEndpoint endpoint) {
    return switch (outcome) {
      case AdCampaignOutcome.Shown(AdCampaign campaign) ->
          ApiAnswer.ok(json -> AdCampaignJson.write(json, campaign));
      case AdCampaignOutcome.NotFound() -> ApiAnswer.failed(ApiError.notFound());
      case AdCampaignOutcome.NotGranted(Scope scope) ->
          ApiAnswer.failed(ApiError.scopeNotGranted(scope.wireName()));
      case AdCampaignOutcome.NotAllowed(AdCampaignStatus status) ->
          ApiAnswer.failed(
              ApiError.badRequest(
                  "An ad campaign that is %s cannot be %s.".formatted(status.wireName(), asked),
                  null));
      case AdCampaignOutcome.Unreadable(ItemError error) -> endpoint.brokenItem(error);
      case AdCampaignOutcome.Unconfirmed() -> ApiAnswer.failed(ApiError.unavailable());
    };
  }
}
