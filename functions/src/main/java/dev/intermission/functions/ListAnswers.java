package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiAnswerWriter;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ListParameters;
import dev.intermission.functions.json.PageJson;
import dev.intermission.read.ListOutcome;
import dev.intermission.read.Page;

/// The responses to a request for a list.
final class ListAnswers {
  /// The most characters of the records of a list page. Lambda passes on 6 MB (6,291,556 bytes), in
  /// which a character takes 3 bytes at most; one record, of up to 400 KB in DynamoDB, always fits.
  private static final int MAXIMUM_CHARACTERS = 2_000_000;

  private ListAnswers() {}

  /// A list page, as far as it fits into a response.
  static <T> ApiAnswer of(
      ListOutcome<T> outcome, RecordAnswers.RecordJson<T> json, ApiEndpoint endpoint) {
    return switch (outcome) {
      case ListOutcome.Shown<T>(Page<T> page) -> {
        page.broken().forEach(endpoint::reportBrokenItem);
        Page<String> written =
            page.written(
                record -> ApiAnswerWriter.body(ApiAnswer.ok(out -> json.write(out, record))),
                MAXIMUM_CHARACTERS);
        yield ApiAnswer.ok(out -> PageJson.write(out, written));
      }
      case ListOutcome.NoIndex<T>() -> ApiAnswer.failed(ListParameters.adCampaignNotSupported());
      case ListOutcome.NotFound<T>() -> ApiAnswer.failed(ApiError.notFound());
      case ListOutcome.NotGranted<T>(Scope scope) ->
          ApiAnswer.failed(ApiError.scopeNotGranted(scope.wireName()));
    };
  }
}
