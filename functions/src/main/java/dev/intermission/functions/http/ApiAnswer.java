package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// The response of an operation: a record, an error, or a kept response.
public sealed interface ApiAnswer {
  /// The record as it is after the request.
  record Ok(Body body) implements ApiAnswer {}

  /// The request was refused, or could not be carried out.
  record Failed(ApiError error) implements ApiAnswer {}

  /// A response to a request with a key.
  ///
  /// @param answer as it was written for the first of all equal requests
  /// @param replayed whether that was an earlier one
  record Kept(Rendered answer, boolean replayed) implements ApiAnswer {}

  /// Writes a JSON object.
  @FunctionalInterface
  interface Body {
    /// @throws IOException if the generator does
    void write(JsonGenerator json) throws IOException;
  }

  /// A response with a record.
  static ApiAnswer ok(Body body) {
    return new Ok(body);
  }

  /// A response with an error.
  static ApiAnswer failed(ApiError error) {
    return new Failed(error);
  }
}
