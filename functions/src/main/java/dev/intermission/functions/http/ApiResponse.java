package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// The response of an operation: a record, an error, or a kept response.
public sealed interface ApiResponse {
  /// The record as it is after the request.
  record Ok(Body body) implements ApiResponse {}

  /// The request was refused, or could not be carried out.
  record Failed(ApiError error) implements ApiResponse {}

  /// A response to a request with a key.
  ///
  /// @param response as it was written for the first of all equal requests
  /// @param replayed whether that was an earlier one
  record Kept(Rendered response, boolean replayed) implements ApiResponse {}

  /// Writes a JSON object.
  @FunctionalInterface
  interface Body {
    /// @throws IOException if the generator does
    void write(JsonGenerator json) throws IOException;
  }

  /// A response with a record.
  static ApiResponse ok(Body body) {
    return new Ok(body);
  }

  /// A response with an error.
  static ApiResponse failed(ApiError error) {
    return new Failed(error);
  }
}
