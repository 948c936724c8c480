package dev.intermission.functions.http;

import dev.intermission.functions.json.StrictObject;
import dev.intermission.functions.json.StrictObject.Value;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of a request that may bring `paused_until`, or nothing at all.
///
/// No body, white space, `{}` and `null` are the same request: clients send all of them. Anything
/// that is not understood is refused by name, never passed over.
public sealed interface PauseBody {
  /// @param pausedUntil as the client wrote it; null when it is absent or null
  record Read(@Nullable String pausedUntil) implements PauseBody {}

  /// @param error names what is wrong
  record Refused(ApiError error) implements PauseBody {}

  /// The field's name.
  String PAUSED_UNTIL = "paused_until";

  /// Reads a body in which `paused_until` is allowed.
  static PauseBody withPausedUntil(ApiRequest request) {
    return read(request, Set.of(PAUSED_UNTIL));
  }

  /// Reads a body in which nothing is allowed.
  static PauseBody empty(ApiRequest request) {
    return read(request, Set.of());
  }

  private static PauseBody read(ApiRequest request, Set<String> allowed) {
    String body = request.body();
    if (body == null || body.isEmpty()) {
      return new Read(null);
    }
    if (request.isBase64Encoded()) {
      return invalidJson("The request body must be JSON text in UTF-8.", null);
    }
    StrictObject object = StrictObject.read(body);
    return switch (object.fault()) {
      case null -> read(object, allowed);
      case NOT_JSON -> invalidJson(UnreadableBody.reason(request, body), null);
      case NOT_AN_OBJECT -> invalidJson("The request body must be a JSON object, or empty.", null);
      case TRAILING_CONTENT ->
          invalidJson("The request body must be one JSON object, and nothing after it.", null);
    };
  }

  /// Reads an object, and refuses the first fault in the order of the text.
  private static PauseBody read(StrictObject object, Set<String> allowed) {
    for (String name : object.names()) {
      if (!allowed.contains(name)) {
        return new Refused(ApiError.parameterInvalid(name, unknownField(allowed)));
      }
      Value value = object.value(name);
      if (value != null && !(value instanceof Value.Text)) {
        return new Refused(
            ApiError.mustBe(name, "a string, such as 2027-01-31T09:00:00Z, or null"));
      }
    }
    if (object.repeated() != null) {
      return invalidJson("A field appears twice in the request body.", object.repeated());
    }
    return new Read(object.value(PAUSED_UNTIL) instanceof Value.Text(String text) ? text : null);
  }

  private static String unknownField(Set<String> allowed) {
    return "The request body has an unknown field. This route takes "
        + (allowed.isEmpty() ? "none" : String.join(", ", allowed))
        + ".";
  }

  private static Refused invalidJson(String message, @Nullable String param) {
    return new Refused(ApiError.invalidJson(message, param));
  }
}
