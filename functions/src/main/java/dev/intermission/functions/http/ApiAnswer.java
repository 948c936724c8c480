package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// What a client is told: a record, or an error; or either of them as it was written before.
public sealed interface ApiAnswer {
  /// The record as it is after the request.
  record Ok(Body body) implements ApiAnswer {}

  /// The request was refused, or could not be carried out.
  record Failed(ApiError error) implements ApiAnswer {}

  /// An answer to a request with a key.
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

  /// An answer with a record.
  static ApiAnswer ok(Body body) {
    return new Ok(body);
  }

  /// An answer with an error.
  static ApiAnswer failed(ApiError error) {
    return new Failed(error);
  }
}
