package dev.intermission.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.bench.Services.Due;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// The measured operations. Each event names records that no earlier one has touched.
enum Operation {
  TIMED_PAUSE("timed pause", "PauseAdCampaignFunction", "pause-ad-campaign.json"),
  KEYED_PAUSE("keyed timed pause", "PauseAdCampaignFunction", "pause-ad-campaign.json"),
  RETRIEVE("retrieve", "RetrieveAdCampaignFunction", "retrieve-ad-campaign.json"),
  LIST("list", "ListAdCampaignsFunction", "list-ad-campaigns.json"),
  UNPAUSE("unpause", "UnpauseAdCampaignFunction", "unpause-ad-campaign.json"),
  JWT_PAUSE("timed pause with a JWT", "PauseAdCampaignFunction", "pause-ad-campaign.json"),
  PAUSE_AD("pause of an ad", "PauseAdFunction", "pause-ad.json"),
  RETRIEVE_AD("retrieve of an ad", "RetrieveAdFunction", "retrieve-ad.json"),
  LIST_ADS("list of ads", "ListAdsFunction", "list-ads.json"),
  UNPAUSE_AD("unpause of an ad", "UnpauseAdFunction", "unpause-ad.json"),
  RESUME("resume", "ResumeAdCampaignFunction", "resume-ad-campaign.json"),
  SWEEP("sweep", "SweepDuePausesFunction", "sweep-due-pauses.json"),
  ADMINISTER("issue of a key", "AdministerCredentialsFunction", "administer-credentials.json");

  /// The ones whose starts are measured.
  static final List<Operation> OF_STARTS =
      List.of(TIMED_PAUSE, KEYED_PAUSE, RETRIEVE, LIST, UNPAUSE, JWT_PAUSE);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLE_CAMPAIGN = "adcamp_demoActive1";
  private static final String SAMPLE_AD = "ad_demoActive1";
  private static final int SWEPT = 3;

  /// An event, with its records made.
  ///
  /// @param isDone whether the answer is the expected one, and has had its effect
  record Prepared(String event, Predicate<FunctionProcess.Answered> isDone) {}

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

  /// The text of its sample event.
  ///
  /// @param root of the project
  String text(Path root) throws IOException {
    return Files.readString(root.resolve("events").resolve(sample));
  }

  /// Prepares a call.
  ///
  /// @param root of the project
  Prepared prepare(Path root, Services services) throws IOException, InterruptedException {
    String event = text(root);
    return switch (this) {
      case RETRIEVE -> ofApi(filled(event, services.apiKey(), campaign(services)));
      case TIMED_PAUSE -> timedPause(event, services, services.apiKey());
      case KEYED_PAUSE -> timedPause(withKey(event), services, services.apiKey());
      case LIST -> ofApi(filled(event, services.listApiKey(), SAMPLE_CAMPAIGN));
      case UNPAUSE -> ofApi(filled(event, services.apiKey(), services.pausedCampaign()));
      case JWT_PAUSE -> timedPause(event, services, services.jwt());
      case LIST_ADS ->
          ofApi(filled(event.replace("biz_demo", Services.ACCOUNT), services.apiKey(), ""));
      case PAUSE_AD, RETRIEVE_AD ->
          ofApi(filled(event.replace(SAMPLE_AD, services.ad("active")), services.apiKey(), ""));
      case UNPAUSE_AD ->
          ofApi(filled(event.replace(SAMPLE_AD, services.ad("paused")), services.apiKey(), ""));
      case RESUME -> {
        Due due = services.duePauses(1).getFirst();
        yield new Prepared(
            "{\"v\":1,\"id\":\"%s\",\"pause_id\":\"%s\",\"paused_until\":%d}"
                .formatted(due.id(), due.pauseId(), due.until().getEpochSecond()),
            answered -> !answered.isError() && services.isActive(due.id()));
      }
      case SWEEP -> {
        List<Due> due = services.duePauses(SWEPT);
        yield new Prepared(
            event,
            answered ->
                !answered.isError() && due.stream().map(Due::id).allMatch(services::isActive));
      }
      case ADMINISTER ->
          new Prepared(
              event.replace("first-key-of-biz_demo", UUID.randomUUID().toString()),
              answered -> !answered.isError() && answered.body().contains("\"secret\":\"im_acc_"));
    };
  }

  /// A timed pause stands without its schedule too: so the schedule is looked for.
  private static Prepared timedPause(String event, Services services, String token) {
    int before = services.schedules();
    return new Prepared(
        filled(event, token, campaign(services)),
        answered -> answered.hasStatus(200) && services.schedules() == before + 1);
  }

  private static String campaign(Services services) {
    return services.activeCampaigns(1).getFirst();
  }

  private static Prepared ofApi(String event) {
    return new Prepared(event, answered -> answered.hasStatus(200));
  }

  /// A sample event with its placeholders filled.
  static String filled(String event, String token, String campaign) {
    String later =
        Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
    return event
        .replace("{{token}}", token)
        .replace("{{now+1h}}", later)
        .replace(SAMPLE_CAMPAIGN, campaign);
  }

  private static String withKey(String event) throws IOException {
    String key = UUID.randomUUID().toString();
    JsonNode tree = JSON.readTree(event);
    ((ObjectNode) tree.path("headers")).put("Idempotency-Key", key);
    ((ObjectNode) tree.path("multiValueHeaders")).putArray("Idempotency-Key").add(key);
    return JSON.writeValueAsString(tree);
  }
}
