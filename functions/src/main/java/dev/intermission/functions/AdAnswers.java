package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.json.AdJson;
import dev.intermission.model.Ad;
import dev.intermission.model.AdStatus;
import dev.intermission.pause.AdOutcome;
import dev.intermission.port.ItemError;

/// What a client is told when an ad was to be paused or unpaused.
final class AdAnswers {
  private AdAnswers() {}

  /// @param asked what was asked, as in "cannot be paused"
  static ApiAnswer of(AdOutcome outcome, String asked, ApiEndpoint endpoint) {
    return switch (outcome) {
      case AdOutcome.Shown(Ad ad) -> ApiAnswer.ok(json -> AdJson.write(json, ad));
      case AdOutcome.NotFound() -> ApiAnswer.failed(ApiError.notFound());
      case AdOutcome.NotGranted(Scope scope) ->
          ApiAnswer.failed(ApiError.scopeNotGranted(scope.wireName()));
      case AdOutcome.NotAllowed(AdStatus status) ->
          ApiAnswer.failed(
              ApiError.badRequest(
                  "An ad that is %s cannot be %s.".formatted(status.wireName(), asked), null));
      case AdOutcome.Unreadable(ItemError error) -> endpoint.brokenItem(error);
      case AdOutcome.Unconfirmed() -> ApiAnswer.failed(ApiError.unavailable());
    };
  }
}
