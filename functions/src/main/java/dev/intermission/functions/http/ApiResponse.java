package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.functions.json.Shape;
import dev.intermission.store.ItemError;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The response of an operation: a record, an error, or a kept response.
public sealed interface ApiResponse {
  /// The record as it is after the request, or a list page.
  ///
  /// @param flaws of the items in it, for the operators
  /// @param changed whether the request changed the record; null of one that only reads
  record Ok(ShapedBody body, Shape shape, List<ItemError> flaws, @Nullable Boolean changed)
      implements ApiResponse {
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
  /// @param changed whether that one changed the record; null where it is not known
  record Kept(Rendered response, boolean replayed, List<ItemError> flaws, @Nullable Boolean changed)
      implements ApiResponse {
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
    return new Ok((json, ignored) -> body.write(json), Shape.API_REFERENCE, List.of(), null);
  }

  /// A response with records. It has the shape of the API reference until [#in] gives it another.
  ///
  /// @param flaws of their items, for the operators
  static ApiResponse shaped(ShapedBody body, List<ItemError> flaws) {
    return new Ok(body, Shape.API_REFERENCE, flaws, null);
  }

  /// The same response in a shape. Errors have one shape; a kept response has been written in its
  /// own.
  default ApiResponse in(Shape shape) {
    return this instanceof Ok ok ? new Ok(ok.body(), shape, ok.flaws(), ok.changed()) : this;
  }

  /// The same response to a request for a change.
  ///
  /// @param changed whether the request changed the record
  default ApiResponse changed(boolean changed) {
    return this instanceof Ok ok ? new Ok(ok.body(), ok.shape(), ok.flaws(), changed) : this;
  }

  /// The flaws of the items that it tells of.
  default List<ItemError> flaws() {
    return switch (this) {
      case Ok ok -> ok.flaws();
      case Failed ignored -> List.of();
      case Kept kept -> kept.flaws();
    };
  }

  /// Whether the request changed the record; null where it does not tell.
  default @Nullable Boolean changed() {
    return switch (this) {
      case Ok ok -> ok.changed();
      case Failed ignored -> null;
      case Kept kept -> kept.changed();
    };
  }

  /// A response with an error.
  static ApiResponse failed(ApiError error) {
    return new Failed(error);
  }
}
