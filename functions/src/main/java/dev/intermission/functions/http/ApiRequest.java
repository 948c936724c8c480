package dev.intermission.functions.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as API Gateway hands it to a function.
///
/// @param id the gateway's id of the request; empty when it has none
/// @param method upper case
/// @param resource the route, such as `/v1/ads/{id}`
/// @param pathParameters the route's parameters, decoded
/// @param queryParameters by name, decoded, each with all its values in order
/// @param headers by name in lower case, each with all its values in order
/// @param body null when there is none
/// @param isBase64Encoded whether the gateway took the body for binary
public record ApiRequest(
    String id,
    String method,
    String resource,
    Map<String, String> pathParameters,
    Map<String, List<String>> queryParameters,
    Map<String, List<String>> headers,
    @Nullable String body,
    boolean isBase64Encoded) {

  /// Copies the maps.
  public ApiRequest {
    pathParameters = Map.copyOf(pathParameters);
    queryParameters = Map.copyOf(queryParameters);
    headers = Map.copyOf(headers);
  }

  /// A header's value, the first of several; null when it is absent.
  ///
  /// @param name in any case
  public @Nullable String header(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  /// Whether a header is there more than once, even with the same value.
  ///
  /// @param name in any case
  public boolean isRepeated(String name) {
    return values(name).size() > 1;
  }

  private List<String> values(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /// The values of a query parameter; none when it is absent.
  public List<String> query(String name) {
    return queryParameters.getOrDefault(name, List.of());
  }

  /// The `{id}` of the path; empty when the route has none.
  public String pathId() {
    return pathParameters.getOrDefault("id", "");
  }

  /// The number of bytes that the client sent as a body.
  public int bodySize() {
    if (body == null) {
      return 0;
    }
    return isBase64Encoded ? body.length() / 4 * 3 : body.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    return method + " " + resource + " " + id;
  }
}
