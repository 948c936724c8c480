package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads the payload, version 1.0, that a REST API hands to a function. Only what is needed is
/// read; everything else is passed over.
public final class ApiRequestReader {
  private static final JsonFactory JSON = new JsonFactory();

  private String id = "";
  private String method = "";
  private String resource = "";
  private final Map<String, String> pathParameters = new HashMap<>();
  private final Map<String, List<String>> queryParameters = new HashMap<>();
  private final Map<String, List<String>> headers = new HashMap<>();
  private final Map<String, List<String>> multiValueHeaders = new HashMap<>();
  private @Nullable String body;
  private boolean isBase64Encoded;

  private ApiRequestReader() {}

  /// Reads one payload.
  ///
  /// @throws IOException if it is no JSON object
  public static ApiRequest read(InputStream payload) throws IOException {
    try (JsonParser json = JSON.createParser(payload)) {
      return new ApiRequestReader().read(json);
    }
  }

  private ApiRequest read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("The payload is no JSON object.");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      JsonToken value = json.nextToken();
      switch (member) {
        case "httpMethod" -> method = text(json, value).toUpperCase(Locale.ROOT);
        case "resource" -> resource = text(json, value);
        case "pathParameters" -> readPathParameters(json, value);
        case "multiValueQueryStringParameters" ->
            readMultiValues(json, value, UnaryOperator.identity(), queryParameters);
        case "headers" -> readHeaders(json, value);
        case "multiValueHeaders" ->
            readMultiValues(json, value, name -> name.toLowerCase(Locale.ROOT), multiValueHeaders);
        case "requestContext" -> readContext(json, value);
        case "body" -> body = value == JsonToken.VALUE_STRING ? json.getText() : null;
        case "isBase64Encoded" -> isBase64Encoded = value == JsonToken.VALUE_TRUE;
        default -> json.skipChildren();
      }
    }
    // Both hold the same headers, but only the second holds repeated ones.
    headers.putAll(multiValueHeaders);
    return new ApiRequest(
        id, method, resource, pathParameters, queryParameters, headers, body, isBase64Encoded);
  }

  private void readContext(JsonParser json, JsonToken start) throws IOException {
    if (start != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      JsonToken value = json.nextToken();
      if (member.equals("requestId")) {
        id = text(json, value);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readPathParameters(JsonParser json, JsonToken start) throws IOException {
    if (start != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      pathParameters.put(name, text(json, json.nextToken()));
    }
  }

  private void readHeaders(JsonParser json, JsonToken start) throws IOException {
    if (start != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName().toLowerCase(Locale.ROOT);
      headers.put(name, List.of(text(json, json.nextToken())));
    }
  }

  private static void readMultiValues(
      JsonParser json, JsonToken start, UnaryOperator<String> key, Map<String, List<String>> into)
      throws IOException {
    if (start != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = key.apply(json.currentName());
      List<String> values = into.computeIfAbsent(name, ignored -> new ArrayList<>());
      if (json.nextToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          values.add(text(json, json.currentToken()));
        }
      }
    }
  }

  private static String text(JsonParser json, JsonToken value) throws IOException {
    json.skipChildren();
    return value.isScalarValue() ? json.getText() : "";
  }
}
