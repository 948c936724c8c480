package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads the payload, version 1.0, that a REST API hands to a function. Only the fields that are
/// needed are read, in the types that the format gives them; all others are skipped.
public final class ApiRequestReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private @Nullable String id;
  private @Nullable String method;
  private @Nullable String resource;
  private final Map<String, String> pathParameters = new HashMap<>();
  private final Values queryParameters = new Values(UnaryOperator.identity());
  private final Values headers = new Values(name -> name.toLowerCase(Locale.ROOT));
  private @Nullable String body;
  private boolean isBase64Encoded;

  private ApiRequestReader() {}

  /// Reads one payload.
  ///
  /// @throws IOException if it is not a JSON object, or a field is missing or of another type than
  ///   the format gives it; the message never repeats the payload
  public static ApiRequest read(InputStream payload) throws IOException {
    try (JsonParser json = JSON.createParser(payload)) {
      return new ApiRequestReader().read(json);
    }
  }

  private ApiRequest read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("the payload");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "httpMethod" -> method = string(json, member);
        case "resource" -> resource = string(json, member);
        case "pathParameters" ->
            readEach(json, member, name -> pathParameters.put(name, string(json, member)));
        case "queryStringParameters" ->
            readEach(json, member, name -> queryParameters.add(name, string(json, member)));
        case "multiValueQueryStringParameters" ->
            readEach(json, member, name -> queryParameters.addAll(name, strings(json, member)));
        case "headers" -> readEach(json, member, name -> headers.add(name, string(json, member)));
        case "multiValueHeaders" ->
            readEach(json, member, name -> headers.addAll(name, strings(json, member)));
        case "requestContext" ->
            readEach(
                json,
                member,
                name -> {
                  if (name.equals("requestId")) {
                    id = optionalString(json, name);
                  } else {
                    json.skipChildren();
                  }
                });
        case "body" -> body = optionalString(json, member);
        case "isBase64Encoded" -> isBase64Encoded = bool(json, member);
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw malformed("the payload");
    }
    if (method == null || resource == null) {
      throw malformed(method == null ? "httpMethod" : "resource");
    }
    return new ApiRequest(
        id == null ? "" : id,
        method.toUpperCase(Locale.ROOT),
        resource,
        pathParameters,
        queryParameters.all(),
        headers.all(),
        body,
        isBase64Encoded);
  }

  /// Reads the value of a field of an object.
  @FunctionalInterface
  private interface FieldReader {
    void read(String name) throws IOException;
  }

  /// Reads the fields of an object; null has none.
  private static void readEach(JsonParser json, String member, FieldReader reader)
      throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw malformed(member);
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      reader.read(name);
    }
  }

  private static List<String> strings(JsonParser json, String member) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw malformed(member);
    }
    List<String> strings = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      strings.add(string(json, member));
    }
    return strings;
  }

  private static String string(JsonParser json, String member) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw malformed(member);
    }
    return json.getText();
  }

  private static @Nullable String optionalString(JsonParser json, String member)
      throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : string(json, member);
  }

  private static boolean bool(JsonParser json, String member) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw malformed(member);
    };
  }

  private static IOException malformed(String what) {
    return new IOException("No event of a REST API: " + what + " is not as payload 1.0 has it.");
  }

  /// Values by name, from the two forms in which an event has them. An emulator or a test may leave
  /// one out, and only the second holds more than one value for a name.
  private static final class Values {
    private final UnaryOperator<String> key;
    private final Map<String, List<String>> single = new HashMap<>();
    private final Map<String, List<String>> multiple = new HashMap<>();

    Values(UnaryOperator<String> key) {
      this.key = key;
    }

    void add(String name, String value) {
      single.computeIfAbsent(key.apply(name), any -> new ArrayList<>()).add(value);
    }

    void addAll(String name, List<String> values) {
      multiple.computeIfAbsent(key.apply(name), any -> new ArrayList<>()).addAll(values);
    }

    /// All values of the second form, and those that only the first one has.
    Map<String, List<String>> all() {
      Map<String, List<String>> all = new HashMap<>(single);
      multiple.forEach((name, values) -> {
        List<String> united = new ArrayList<>(values);
        single.getOrDefault(name, List.of()).stream()
            .filter(value -> !values.contains(value))
            .forEach(united::add);
        all.put(name, united);
      });
      return all;
    }
  }
}
