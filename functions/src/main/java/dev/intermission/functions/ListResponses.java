package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ApiResponseWriter;
import dev.intermission.functions.http.ListParameters;
import dev.intermission.functions.json.PageJson;
import dev.intermission.read.ListOutcome;
import dev.intermission.read.Page;

/// The responses to a request for a list.
final class ListResponses {
  /// The most characters of the records of a list page. Lambda passes on 6 MB (6,291,556 bytes), in
  /// which a character takes 3 bytes at most; one record, of up to 400 KB in DynamoDB, always fits.
  private static final int MAXIMUM_CHARACTERS = 2_000_000;

  private ListResponses() {}

  /// A list page, as far as it fits into a response.
  static <T> ApiResponse of(
      ListOutcome<T> outcome, RecordResponses.RecordJson<T> json, ApiEndpoint endpoint) {
    return switch (outcome) {
      case ListOutcome.Shown<T>(Page<T> page) -> {
        page.broken().forEach(endpoint::reportBrokenItem);
        yield ApiResponse.shaped((out, shape) ->
            PageJson.write(
                out,
                page.written(
                    record -> ApiResponseWriter.text(each -> json.write(each, record, shape)),
                    MAXIMUM_CHARACTERS)));
      }
      case ListOutcome.NoIndex<T>() -> ApiResponse.failed(ListParameters.adCampaignNotSupported());
      case ListOutcome.NotFound<T>() -> ApiResponse.failed(ApiError.notFound());
      case ListOutcome.NotGranted<T>(Scope scope) ->
          ApiResponse.failed(ApiError.scopeNotGranted(scope.wireName()));
    };
  }
}
