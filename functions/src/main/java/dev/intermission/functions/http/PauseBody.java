package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of a request that may bring `paused_until`, or nothing at all. No body, white space,
/// `{}` and `null` are the same request: clients send all of them. Anything that is not understood
/// is refused by name, never passed over.
public sealed interface PauseBody {
  /// @param pausedUntil as the client wrote it; null when it is absent or null
  record Read(@Nullable String pausedUntil) implements PauseBody {}

  /// @param error names what is wrong
  record Refused(ApiError error) implements PauseBody {}

  /// The member's name.
  String PAUSED_UNTIL = "paused_until";

  /// Reads a body in which `paused_until` is allowed.
  static PauseBody withPausedUntil(ApiRequest request) {
    return new Reader(Set.of(PAUSED_UNTIL)).read(request);
  }

  /// Reads a body in which nothing is allowed.
  static PauseBody empty(ApiRequest request) {
    return new Reader(Set.of()).read(request);
  }

  /// Reads one body to its end before it judges any of it.
  final class Reader {
    private static final JsonFactory JSON = new JsonFactory();

    private final Set<String> allowed;
    private final Set<String> seen = new HashSet<>();
    private @Nullable ApiError firstError;
    private @Nullable String pausedUntil;

    private Reader(Set<String> allowed) {
      this.allowed = allowed;
    }

    private PauseBody read(ApiRequest request) {
      String body = request.body();
      if (body == null || body.isEmpty()) {
        return new Read(null);
      }
      if (request.isBase64Encoded()) {
        return new Refused(
            ApiError.invalidJson("The request body must be JSON text in UTF-8.", null));
      }
      try (JsonParser json = JSON.createParser(body)) {
        switch (json.nextToken()) {
          case null -> {
            return new Read(null);
          }
          case VALUE_NULL -> {}
          case START_OBJECT -> {
            while (json.nextToken() != JsonToken.END_OBJECT) {
              readMember(json);
            }
          }
          default -> {
            return new Refused(
                ApiError.invalidJson("The request body must be a JSON object, or empty.", null));
          }
        }
        if (json.nextToken() != null) {
          return new Refused(
              ApiError.invalidJson(
                  "The request body must be one JSON object, and nothing after it.", null));
        }
      } catch (JsonProcessingException e) {
        return new Refused(ApiError.invalidJson(UnreadableBody.reason(request, body), null));
      } catch (IOException e) {
        throw new UncheckedIOException("reading from a string", e);
      }
      return firstError == null ? new Read(pausedUntil) : new Refused(firstError);
    }

    private void readMember(JsonParser json) throws IOException {
      String member = json.currentName();
      JsonToken value = json.nextToken();
      json.skipChildren();
      if (!seen.add(member)) {
        refuse(ApiError.invalidJson("A field appears twice in the request body.", member));
      } else if (!allowed.contains(member)) {
        refuse(ApiError.parameterInvalid(member, unknown()));
      } else if (value == JsonToken.VALUE_STRING) {
        pausedUntil = json.getText();
      } else if (value != JsonToken.VALUE_NULL) {
        refuse(ApiError.mustBe(member, "a string, such as 2027-01-31T09:00:00Z, or null"));
      }
    }

    private String unknown() {
      return "The request body has an unknown field. This route takes "
          + (allowed.isEmpty() ? "none" : String.join(", ", allowed))
          + ".";
    }

    private void refuse(ApiError error) {
      firstError = firstError == null ? error : firstError;
    }
  }
}
