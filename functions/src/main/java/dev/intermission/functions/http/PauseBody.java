package dev.intermission.functions.http;

import dev.intermission.functions.json.StrictObject;
import dev.intermission.functions.json.StrictObject.Value;
import dev.intermission.pause.PausedUntil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a request for a change. It has an end of a pause, or nothing at all.
///
/// No body, white space, `{}` and `null` are the same request: clients send all of them. Anything
/// that is not understood is refused by name, never passed over.
public sealed interface PauseBody {
  /// @param end as the client wrote it; null fields are absent or null
  record Read(PausedUntil.Asked end) implements PauseBody {
    /// A body that asks for no end.
    static final Read NOTHING = new Read(new PausedUntil.Asked(null, null, null));
  }

  /// @param error names what is wrong
  record Refused(ApiError error) implements PauseBody {}

  /// The fields of an end, in the order of the contract.
  List<String> OF_AN_END =
      List.of(PausedUntil.FIELD, PausedUntil.TIME_ZONE, PausedUntil.PAUSED_FOR);

  /// Reads a body in which an end is allowed.
  static PauseBody withEnd(ApiRequest request) {
    return read(request, OF_AN_END);
  }

  /// Reads a body in which nothing is allowed.
  static PauseBody empty(ApiRequest request) {
    return read(request, List.of());
  }

  private static PauseBody read(ApiRequest request, List<String> allowed) {
    String body = request.body();
    if (body == null || body.isEmpty()) {
      return Read.NOTHING;
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
  private static PauseBody read(StrictObject object, List<String> allowed) {
    for (String name : object.names()) {
      if (!allowed.contains(name)) {
        return new Refused(ApiError.parameterInvalid(name, unknownField(allowed)));
      }
      Value value = object.value(name);
      if (value != null && !(value instanceof Value.Text)) {
        return new Refused(
            ApiError.mustBe(name, "a string, such as " + example(name) + ", or null"));
      }
    }
    if (object.repeated() != null) {
      return invalidJson("A field appears twice in the request body.", object.repeated());
    }
    return new Read(
        new PausedUntil.Asked(
            text(object, PausedUntil.FIELD),
            text(object, PausedUntil.TIME_ZONE),
            text(object, PausedUntil.PAUSED_FOR)));
  }

  private static @Nullable String text(StrictObject object, String name) {
    return object.value(name) instanceof Value.Text(String text) ? text : null;
  }

  private static String example(String name) {
    return switch (name) {
      case PausedUntil.TIME_ZONE -> "Europe/Berlin";
      case PausedUntil.PAUSED_FOR -> "PT90M";
      default -> "2027-01-31T09:00:00Z";
    };
  }

  private static String unknownField(List<String> allowed) {
    return "The request body has an unknown field. This route takes "
        + (allowed.isEmpty() ? "none" : String.join(", ", allowed))
        + ".";
  }

  private static Refused invalidJson(String message, @Nullable String param) {
    return new Refused(ApiError.invalidJson(message, param));
  }
}
