package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.intermission.access.Operation;
import dev.intermission.functions.json.FreeForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The shape of responses in one version: the newest, without the changes that came later. While
/// there are none, responses are written as they are.
final class Shape {
  private static final JsonFactory JSON = new JsonFactory();

  private final int recordDepth;
  private final List<VersionChange> later;

  /// @param later the changes after the version, the newest first
  Shape(Operation.Form form, List<VersionChange> later) {
    this.recordDepth =
        switch (form) {
          case ONE -> 1;
          // In the array in the object of a list page.
          case PAGE -> 3;
        };
    this.later = later;
  }

  /// Undoes the later changes in a response of the newest shape. Errors have the same shape in all
  /// versions; a kept response has been written in its own.
  ApiResponse downgrade(ApiResponse response) {
    return switch (response) {
      case ApiResponse.Ok ok -> later.isEmpty() ? ok : ApiResponse.ok(json -> write(json, ok));
      case ApiResponse.Failed failed -> failed;
      case ApiResponse.Kept kept -> kept;
    };
  }

  private void write(JsonGenerator json, ApiResponse.Ok newest) throws IOException {
    try (JsonParser parser = JSON.createParser(ApiResponseWriter.body(newest))) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_OBJECT
            && parser.getParsingContext().getNestingDepth() == recordDepth) {
          Map<String, @Nullable Object> record = FreeForm.readObject(parser);
          later.forEach(change -> change.older().reshape(record));
          FreeForm.write(json, record);
        } else {
          json.copyCurrentEvent(parser);
        }
      }
    }
  }
}
