package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.functions.json.Shape;
import java.io.IOException;

/// The response of an operation: a record, an error, or a kept response.
public sealed interface ApiResponse {
  /// The record as it is after the request, or a list page.
  record Ok(ShapedBody body, Shape shape) implements ApiResponse {}

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

  /// Writes a JSON object with records.
  @FunctionalInterface
  interface ShapedBody {
    /// @param shape of its records
    /// @throws IOException if the generator does
    void write(JsonGenerator json, Shape shape) throws IOException;
  }

  /// A response that has the same shape in all versions.
  static ApiResponse ok(Body body) {
    return new Ok((json, ignored) -> body.write(json), Shape.API_REFERENCE);
  }

  /// A response with records. It has the shape of the API reference until [#in] gives it another.
  static ApiResponse shaped(ShapedBody body) {
    return new Ok(body, Shape.API_REFERENCE);
  }

  /// The same response in a shape. Errors have one shape; a kept response has been written in its
  /// own.
  default ApiResponse in(Shape shape) {
    return this instanceof Ok(ShapedBody body, var ignored) ? new Ok(body, shape) : this;
  }

  /// A response with an error.
  static ApiResponse failed(ApiError error) {
    return new Failed(error);
  }
}
