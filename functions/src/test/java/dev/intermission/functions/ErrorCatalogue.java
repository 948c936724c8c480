package dev.intermission.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The table of errors in `docs/errors.md`. No error response of the tests may be outside it.
final class ErrorCatalogue {
  private static final Pattern ROW =
      Pattern.compile(
          "\\| ([45][0-9]{2}) \\| `([a-z_]+)` \\| (-|`[a-z_]+`) \\| `(true|false)` \\| [^|]+ \\| [^|]+ \\|");

  /// As `400 invalid_request_error parameter_invalid false`, the last being `x-should-retry`.
  static final Set<String> ENTRIES = read();

  private ErrorCatalogue() {}

  /// The entry for an error response.
  static String entry(int status, @Nullable JsonNode body, @Nullable String shouldRetry) {
    if (body == null) {
      throw new AssertionError(status + " without a body");
    }
    JsonNode error = body.path("error");
    return "%d %s %s %s"
        .formatted(
            status,
            error.path("type").asText(),
            error.path("code").asText("-").replace("null", "-"),
            shouldRetry == null ? "absent" : shouldRetry);
  }

  private static Set<String> read() {
    try {
      Set<String> entries = new TreeSet<>();
      for (String line : Files.readAllLines(TestStack.PROJECT.resolve("docs/errors.md"))) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          entries.add(
              "%s %s %s %s"
                  .formatted(row.group(1), row.group(2), plain(row.group(3)), row.group(4)));
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String plain(String cell) {
    return cell.replace("`", "").strip();
  }
}
