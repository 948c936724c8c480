package dev.intermission.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// The measured operations. Each event names a record that no earlier one has touched.
enum Operation {
  TIMED_PAUSE("timed pause", "PauseAdCampaignFunction", "pause-ad-campaign.json"),
  KEYED_PAUSE("keyed timed pause", "PauseAdCampaignFunction", "pause-ad-campaign.json"),
  RETRIEVE("retrieve", "RetrieveAdCampaignFunction", "retrieve-ad-campaign.json"),
  LIST("list", "ListAdCampaignsFunction", "list-ad-campaigns.json"),
  UNPAUSE("unpause", "UnpauseAdCampaignFunction", "unpause-ad-campaign.json"),
  JWT_PAUSE("timed pause with a JWT", "PauseAdCampaignFunction", "pause-ad-campaign.json");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLE_ID = "adcamp_demoActive1";

  private final String text;
  private final String function;
  private final String sample;

  Operation(String text, String function, String sample) {
    this.text = text;
    this.function = function;
    this.sample = sample;
  }

  /// Its name in the report.
  String text() {
    return text;
  }

  /// The logical id of its function.
  String function() {
    return function;
  }

  /// A fresh event, after the records that it needs are made.
  ///
  /// @param root of the project
  String event(Path root, Services services) throws IOException, InterruptedException {
    String event = Files.readString(root.resolve("events").resolve(sample));
    return switch (this) {
      case TIMED_PAUSE, RETRIEVE ->
          filled(event, services.apiKey(), services.activeCampaigns(1).getFirst());
      case KEYED_PAUSE ->
          withKey(filled(event, services.apiKey(), services.activeCampaigns(1).getFirst()));
      case LIST -> filled(event, services.listApiKey(), SAMPLE_ID);
      case UNPAUSE -> filled(event, services.apiKey(), services.pausedCampaign());
      case JWT_PAUSE -> filled(event, services.jwt(), services.activeCampaigns(1).getFirst());
    };
  }

  /// A sample event with its placeholders filled.
  static String filled(String event, String token, String campaign) {
    return event
        .replace("{{token}}", token)
        .replace(
            "{{now+1h}}",
            Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString())
        .replace(SAMPLE_ID, campaign);
  }

  private static String withKey(String event) throws IOException {
    String key = UUID.randomUUID().toString();
    JsonNode tree = JSON.readTree(event);
    ((ObjectNode) tree.path("headers")).put("Idempotency-Key", key);
    ((ObjectNode) tree.path("multiValueHeaders")).putArray("Idempotency-Key").add(key);
    return JSON.writeValueAsString(tree);
  }
}
