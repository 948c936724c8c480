package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ApiResponseWriter;
import dev.intermission.functions.http.ListParameters;
import dev.intermission.functions.json.PageJson;
import dev.intermission.model.Pausable;
import dev.intermission.read.ListOutcome;
import dev.intermission.read.Page;
import dev.intermission.store.ItemError;
import java.util.Optional;

/// The responses to a request for a list.
final class ListResponses {
  /// The most characters of the records of a list page together. Lambda passes on 6 MB, in which a
  /// character takes 3 bytes at most.
  private static final int MAXIMUM_CHARACTERS = 2_000_000;

  /// The most bytes of one record, with room for all that is around it.
  private static final int MAXIMUM_RECORD_BYTES = ApiResponseWriter.MAXIMUM_BYTES - 20_000;

  /// Stands in the log in place of an attribute.
  private static final String TOO_LONG = "(too long)";

  private ListResponses() {}

  /// A list page, as far as it fits into a response. A record that is too long for any is left out.
  ///
  /// @param table the records' table, for the log
  static <T extends Pausable<T>> ApiResponse of(
      ListOutcome<T> outcome,
      RecordResponses.RecordJson<T> json,
      String table,
      ApiEndpoint endpoint) {
    return switch (outcome) {
      case ListOutcome.Shown<T>(Page<T> page) ->
          ApiResponse.shaped(
              (out, shape) ->
                  PageJson.write(
                      out,
                      page.written(
                          record -> {
                            String text =
                                ApiResponseWriter.text(each -> json.write(each, record, shape));
                            if (ApiResponseWriter.bytes(text) <= MAXIMUM_RECORD_BYTES) {
                              return Optional.of(text);
                            }
                            endpoint.reportBrokenItem(
                                new ItemError(table, record.id().value(), TOO_LONG));
                            return Optional.empty();
                          },
                          MAXIMUM_CHARACTERS)),
              page.broken());
      case ListOutcome.NoIndex<T>() -> ApiResponse.failed(ListParameters.adCampaignNotSupported());
      case ListOutcome.NotFound<T>() -> ApiResponse.failed(ApiError.notFound());
      case ListOutcome.NotGranted<T>(Scope scope) ->
          ApiResponse.failed(ApiError.scopeNotGranted(scope.wireName()));
    };
  }
}
