package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.functions.json.Shape;
import dev.intermission.store.ItemError;
import java.io.IOException;
import java.util.List;

/// The response of an operation: a record, an error, or a kept response.
public sealed interface ApiResponse {
  /// The record as it is after the request, or a list page.
  ///
  /// @param flaws of the items in it, for the operators
  record Ok(ShapedBody body, Shape shape, List<ItemError> flaws) implements ApiResponse {
    /// Copies the list.
    public Ok {
      flaws = List.copyOf(flaws);
    }
  }

  /// The request was refused, or could not be carried out.
  record Failed(ApiError error) implements ApiResponse {}

  /// A response to a request with a key.
  ///
  /// @param response as it was written for the first of all equal requests
  /// @param replayed whether that was an earlier one
  /// @param flaws of the item that was read for it, for the operators; none when it is replayed
  record Kept(Rendered response, boolean replayed, List<ItemError> flaws) implements ApiResponse {
    /// Copies the list.
    public Kept {
      flaws = List.copyOf(flaws);
    }
  }

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
    return new Ok((json, ignored) -> body.write(json), Shape.API_REFERENCE, List.of());
  }

  /// A response with records. It has the shape of the API reference until [#in] gives it another.
  ///
  /// @param flaws of their items, for the operators
  static ApiResponse shaped(ShapedBody body, List<ItemError> flaws) {
    return new Ok(body, Shape.API_REFERENCE, flaws);
  }

  /// The same response in a shape. Errors have one shape; a kept response has been written in its
  /// own.
  default ApiResponse in(Shape shape) {
    return this instanceof Ok(ShapedBody body, var ignored, List<ItemError> flaws)
        ? new Ok(body, shape, flaws)
        : this;
  }

  /// The flaws of the items that it tells of.
  default List<ItemError> flaws() {
    return switch (this) {
      case Ok ok -> ok.flaws();
      case Failed ignored -> List.of();
      case Kept kept -> kept.flaws();
    };
  }

  /// A response with an error.
  static ApiResponse failed(ApiError error) {
    return new Failed(error);
  }
}
