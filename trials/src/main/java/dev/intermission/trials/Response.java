package dev.intermission.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Map;

/// The response to a request, or none. `status` 0: no response, so the outcome is unknown; -1: the
/// request never got there.
record Response(
    int status, HttpHeaders headers, String text, JsonNode body, Instant start, Instant end) {
  private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);

  static Response none(int status, Instant start) {
    return new Response(status, NONE, "", MissingNode.getInstance(), start, Instant.now());
  }

  boolean isOk() {
    return status == 200;
  }

  /// Whether nobody listened.
  boolean neverGotThere() {
    return status == -1;
  }

  /// Whether the change may or may not have been made.
  boolean isUnknown() {
    return status == 0 || status >= 500;
  }

  /// Whether it was refused because its `paused_until` had already passed.
  boolean isTooLateFor(Book.Effect effect) {
    return status == 400
        && body.path("error").path("param").asText().equals("paused_until")
        && effect instanceof Book.Effect.Until(Instant time)
        && !time.isAfter(end);
  }

  boolean isReplayed() {
    return header("Idempotent-Replayed").equals("true");
  }

  /// The value of a header; empty where there is none.
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  @Override
  public String toString() {
    return status + (isReplayed() ? " (replayed) " : " ") + text;
  }
}
