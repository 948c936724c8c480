package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiAnswerWriter;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.json.PageJson;
import dev.intermission.list.ListOutcome;
import dev.intermission.list.Page;
import dev.intermission.list.PageRequest;
import java.util.function.Function;

/// What a client is told when a list was asked for.
final class ListAnswers {
  /// The most characters of a page of several records. Lambda hands on 6 MB (6,291,556 bytes), and
  /// in them a character of the page takes 3 bytes at most; one record, of up to 400 KB in
  /// DynamoDB, always has room.
  private static final int MAXIMUM_CHARACTERS = 2_000_000;

  private ListAnswers() {}

  /// The page that is asked for, or where it would be too long, a shorter one from the same place.
  ///
  /// @param list reads a page
  /// @param records writes one of those that are listed
  static <T> ApiAnswer of(
      PageRequest asked,
      Function<PageRequest, ListOutcome<T>> list,
      PageJson.RecordJson<T> records,
      ApiEndpoint endpoint) {
    return switch (list.apply(asked)) {
      case ListOutcome.Shown<T>(Page<T> page) -> {
        String text =
            ApiAnswerWriter.body(ApiAnswer.ok(json -> PageJson.write(json, page, records)));
        int shown = page.records().size();
        if (text.length() > MAXIMUM_CHARACTERS && shown > 1) {
          yield of(
              new PageRequest(shown / 2, asked.backwards(), asked.from()), list, records, endpoint);
        }
        page.broken().forEach(endpoint::reportBrokenItem);
        yield ApiAnswer.ok(json -> json.writeRaw(text));
      }
      case ListOutcome.NotFound<T>() -> ApiAnswer.failed(ApiError.notFound());
      case ListOutcome.NotGranted<T>(Scope scope) ->
          ApiAnswer.failed(ApiError.scopeNotGranted(scope.wireName()));
    };
  }
}
