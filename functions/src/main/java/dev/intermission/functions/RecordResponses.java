package dev.intermission.functions;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.access.Outcome;
import dev.intermission.access.Scope;
import dev.intermission.access.Seen;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.json.AdCampaignJson;
import dev.intermission.functions.json.AdJson;
import dev.intermission.functions.json.Shape;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.Status;
import dev.intermission.store.ItemError;
import java.io.IOException;
import java.util.List;

/// Turns the outcome of a request about one record into a response. The one place for all kinds.
///
/// @param <R> the kind of record
/// @param noun the kind's name at the beginning of a sentence
/// @param json writes a record
record RecordResponses<R>(String noun, RecordJson<R> json) {
  /// Responses about ads. A function loads the classes of the kind that it asks for.
  static RecordResponses<Ad> ads() {
    return new RecordResponses<>("An ad", AdJson::write);
  }

  /// Responses about ad campaigns.
  static RecordResponses<AdCampaign> adCampaigns() {
    return new RecordResponses<>("An ad campaign", AdCampaignJson::write);
  }

  /// Writes one record.
  @FunctionalInterface
  interface RecordJson<R> {
    /// @throws IOException if the generator does
    void write(JsonGenerator json, R record, Shape shape) throws IOException;
  }

  /// The response to a request for a change.
  ///
  /// @param asked the change, as in "cannot be paused"
  ApiResponse of(Outcome<R> outcome, String asked, ApiEndpoint endpoint) {
    return switch (outcome) {
      case Seen.Shown<R> shown -> of((Seen<R>) shown, endpoint).changed(shown.changed());
      case Seen<R> seen -> of(seen, endpoint);
      case Outcome.NotAllowed<R>(Status status) ->
          ApiResponse.failed(
              ApiError.badRequest(
                  "%s that is %s cannot be %s.".formatted(noun, status.wireName(), asked), null));
      case Outcome.Unconfirmed<R>() -> ApiResponse.failed(ApiError.unavailable());
    };
  }

  /// The response to a request for a record.
  ApiResponse of(Seen<R> seen, ApiEndpoint endpoint) {
    return switch (seen) {
      case Seen.Shown<R>(R record, List<ItemError> flaws, var ignored) ->
          ApiResponse.shaped((out, shape) -> json.write(out, record, shape), flaws);
      case Seen.NotFound<R>() -> ApiResponse.failed(ApiError.notFound());
      case Seen.NotGranted<R>(Scope scope) ->
          ApiResponse.failed(ApiError.scopeNotGranted(scope.wireName()));
      case Seen.Unreadable<R>(var error) -> endpoint.brokenItem(error);
    };
  }
}
