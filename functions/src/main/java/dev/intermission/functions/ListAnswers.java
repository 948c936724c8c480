package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.json.PageJson;
import dev.intermission.list.ListOutcome;
import dev.intermission.list.Page;

/// What a client is told when a list was asked for.
final class ListAnswers {
  private ListAnswers() {}

  /// @param records writes one of those that are listed
  static <T> ApiAnswer of(
      ListOutcome<T> outcome, PageJson.RecordJson<T> records, ApiEndpoint endpoint) {
    return switch (outcome) {
      case ListOutcome.Shown<T>(Page<T> page) -> {
        page.broken().forEach(endpoint::reportBrokenItem);
        yield ApiAnswer.ok(json -> PageJson.write(json, page, records));
      }
      case ListOutcome.NotFound<T>() -> ApiAnswer.failed(ApiError.notFound());
      case ListOutcome.NotGranted<T>(Scope scope) ->
          ApiAnswer.failed(ApiError.scopeNotGranted(scope.wireName()));
    };
  }
}
