package dev.intermission.trials;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A campaign as the table has it, at some moment from start to end.
record StoredCampaign(
    String id,
    String status,
    @Nullable String pauseId,
    @Nullable Instant pausedUntil,
    @Nullable String duePk,
    @Nullable String changedBy,
    String updatedAt,
    long rev,
    Instant start,
    Instant end) {
  /// The attributes that are read, for a request of DynamoDB's.
  static final String ATTRIBUTES =
      """
      "ProjectionExpression":"id,#status,pause_id,paused_until,due_pk,changed_by,updated_at,rev",
      "ExpressionAttributeNames":{"#status":"status"}\
      """;

  /// @param item in DynamoDB's JSON
  static StoredCampaign of(JsonNode item, Instant start, Instant end) {
    JsonNode until = item.path("paused_until").path("N");
    return new StoredCampaign(
        item.path("id").path("S").asText(),
        item.path("status").path("S").asText(),
        text(item, "pause_id"),
        until.isMissingNode() ? null : Instant.ofEpochSecond(Long.parseLong(until.asText())),
        text(item, "due_pk"),
        text(item, "changed_by"),
        item.path("updated_at").path("S").asText(),
        item.path("rev").path("N").asLong(0),
        start,
        end);
  }

  boolean isActive() {
    return status.equals("active");
  }

  boolean wasEndedByItself() {
    return isActive() && ("schedule".equals(changedBy) || "sweep".equals(changedBy));
  }

  private static @Nullable String text(JsonNode item, String name) {
    JsonNode value = item.path(name).path("S");
    return value.isMissingNode() ? null : value.asText();
  }
}
