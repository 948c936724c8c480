package dev.intermission.trials;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A request that must be refused, and how.
///
/// @param param the parameter that the error names; `*`: any
record Refusal(
    String method,
    String path,
    String body,
    Map<String, String> headers,
    int status,
    String type,
    @Nullable String code,
    @Nullable String param) {
  private static final String INVALID = "invalid_request_error";

  /// One request of each kind.
  ///
  /// @param id of a campaign of the caller's
  static List<Refusal> all(String id) {
    String pause = pauseOf(id);
    Map<String, String> none = Map.of();
    return List.of(
        pause("nonsense", "", "id"),
        pause(id, "{\"paused_until\":\"2001-01-01T00:00:00Z\"}", "paused_until"),
        pause(id, "{\"paused_until\":\"tomorrow\"}", "paused_until"),
        pause(id, "{\"until\":null}", "until"),
        new Refusal("POST", pause, "{", none, 400, INVALID, "invalid_json", null),
        new Refusal("POST", pause, " ".repeat(5000) + "{}", none, 413, INVALID, null, null),
        header(id, "Authorization", "Bearer nonsense", 401, "unauthorized", null),
        header(id, "Api-Version-Date", "1999-01-01", 400, "bad_request", "Api-Version-Date"),
        notFound("POST", pauseOf("adcamp_otherActive1")),
        new Refusal(
            "POST", pauseOf("adcamp_demoInactive1"), "", none, 400, "bad_request", null, "*"),
        notFound("GET", "/ad_campaigns/adcamp_nobodys"),
        new Refusal(
            "GET", "/ad_campaigns?first=0", "", none, 400, INVALID, "parameter_invalid", "first"),
        notFound("GET", "/nothing"));
  }

  /// A pause whose body is not valid.
  private static Refusal pause(String id, String body, String param) {
    return new Refusal(
        "POST", pauseOf(id), body, Map.of(), 400, INVALID, "parameter_invalid", param);
  }

  /// A valid pause with an invalid header.
  private static Refusal header(
      String id, String name, String value, int status, String type, @Nullable String param) {
    return new Refusal("POST", pauseOf(id), "", Map.of(name, value), status, type, null, param);
  }

  /// A request for a record that does not exist for this caller.
  private static Refusal notFound(String method, String path) {
    return new Refusal(method, path, "", Map.of(), 404, "not_found", null, null);
  }

  private static String pauseOf(String id) {
    return "/ad_campaigns/" + id + "/pause";
  }

  boolean fits(Response response) {
    JsonNode error = response.body().path("error");
    return response.status() == status
        && response.body().size() == 1
        && error.size() == 4
        && error.path("type").asText().equals(type)
        && Objects.equals(error.path("code").asText(null), code)
        && ("*".equals(param) || Objects.equals(error.path("param").asText(null), param))
        && response.header("x-should-retry").equals("false");
  }
}
