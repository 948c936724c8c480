package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.functions.http.VersionChange;
import dev.intermission.model.AccountId;
import dev.intermission.model.RecordKind;
import dev.intermission.store.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions that change a shape. None does today, so the changes are made up: each renames, removes
/// or rewrites fields, and is undone for requests in an older version.
class VersionedShapeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// As an operator adds them, in any order.
  private static final String EXTRA = "2027-02-01,2027-01-01-2,2027-01-01-9,2027-01-01-10";

  private static final List<VersionChange> CHANGES =
      List.of(
          // Until then `headlines` were called titles,
          new VersionChange(
              "2027-01-01-2", RecordKind.AD, ad -> ad.put("titles", ad.remove("headlines"))),
          // and until then they were one string, there were no issues, and more was spent.
          new VersionChange(
              "2027-01-01-10",
              RecordKind.AD,
              ad -> {
                ad.put("headlines", String.valueOf(ad.get("headlines")));
                ad.remove("issues");
                if (ad.get("spend") instanceof BigDecimal spend) {
                  ad.put("spend", spend.add(BigDecimal.ONE));
                }
              }),
          new VersionChange(
              "2027-01-01-10",
              RecordKind.AD_CAMPAIGN,
              campaign -> {
                if (campaign.get("config") instanceof Map<?, ?> config) {
                  config.remove("bid_strategy");
                }
              }));

  private static final TestStack STACK = new TestStack();
  private static final SettableClock CLOCK = new SettableClock("2026-11-22T10:00:00Z");
  private static @Nullable String key;

  @BeforeAll
  static void start() {
    STACK.environment.put("EXTRA_API_VERSIONS", EXTRA);
    STACK.putAd("ad_demoActive1", Map.of());
    STACK.putAd("ad_second", Map.of("created_at", text("2026-01-01T00:00:00.000Z")));
    STACK.putCampaign("adcamp_demoActive1", Map.of());
    key = STACK.issueKey("all", HttpStack.ACCOUNT, Set.of(Scope.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027-01-01-10", "2027-02-01"})
  void who_asks_in_a_version_with_the_changes_gets_what_was_written(String version)
      throws IOException {
    assertThat(ad(CHANGES, version, key)).isEqualTo(ad(List.of(), version, key));
  }

  @Test
  void who_asks_in_a_version_between_gets_only_the_later_ones_taken_back() throws IOException {
    ObjectNode newest = json(ad(List.of(), null, key));
    ObjectNode older = json(ad(CHANGES, "2027-01-01-9", key));
    assertThat(older.remove("headlines").isTextual()).isTrue();
    assertThat(older.remove("spend").decimalValue())
        .isEqualTo(newest.path("spend").decimalValue().add(BigDecimal.ONE));
    newest.remove(List.of("headlines", "issues", "spend"));
    assertThat(older).isEqualTo(newest);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"2025-01-01", "2026-10-15-1"})
  void who_asks_in_an_older_one_gets_all_taken_back_the_newest_first(@Nullable String version)
      throws IOException {
    ObjectNode newest = json(ad(List.of(), null, key));
    ObjectNode older = json(ad(CHANGES, version, key));
    assertThat(older.remove("titles").isTextual()).isTrue();
    newest.remove(List.of("headlines", "issues"));
    older.remove("spend");
    newest.remove("spend");
    assertThat(older).isEqualTo(newest);
  }

  @Test
  void the_version_that_a_key_is_pinned_to_counts_unless_the_request_names_one()
      throws IOException {
    Secret secret = TestStack.secret("pinned");
    Holder account = new Holder.Account(new AccountId(HttpStack.ACCOUNT));
    Caller caller = new Caller("cred_p", account, Set.of(Scope.values()), "2027-01-01-2");
    STACK.store(secret, new Credential(caller, null, null, null));
    String pinned = secret.reveal();
    assertThat(ad(CHANGES, null, pinned)).isEqualTo(ad(CHANGES, "2027-01-01-9", key));
    assertThat(ad(CHANGES, "2025-01-01", pinned)).isEqualTo(ad(CHANGES, null, key));
    assertThat(ad(CHANGES, "2027-02-01", pinned)).isEqualTo(ad(List.of(), null, key));
  }

  @Test
  void a_version_that_counts_as_the_newest_has_the_newest_shape() throws IOException {
    STACK.environment.put("NEWER_API_VERSIONS", "newest");
    try {
      assertThat(ad(CHANGES, "2027-02-01-1", key)).isEqualTo(ad(List.of(), "2027-02-01", key));
      JsonNode between =
          send(new RetrieveAdHandler(wiring(CHANGES)), "retrieve-ad.json", "2027-01-31", key);
      assertThat(between.path("statusCode").asInt()).isEqualTo(400);
    } finally {
      STACK.environment.put("NEWER_API_VERSIONS", "refuse");
    }
  }

  @Test
  void every_record_of_a_page_is_reshaped_and_the_page_is_not() throws IOException {
    ObjectNode newest = json(page(List.of()));
    ObjectNode older = json(page(CHANGES));
    assertThat(older.path("data").size()).isEqualTo(2);
    for (JsonNode ad : older.path("data")) {
      assertThat(ad.path("titles").isTextual()).isTrue();
      assertThat(ad.has("issues")).isFalse();
    }
    older.remove("data");
    newest.remove("data");
    assertThat(older).isEqualTo(newest);
  }

  @Test
  void the_response_to_a_pause_is_reshaped_and_a_change_of_ads_leaves_campaigns_alone()
      throws IOException {
    ObjectNode newest = json(pausedCampaign(List.of()));
    ObjectNode older = json(pausedCampaign(CHANGES));
    assertThat(older.path("status").asText()).isEqualTo("paused");
    assertThat(older.path("config").has("bid_strategy")).isFalse();
    assertThat(newest.path("config").has("bid_strategy")).isTrue();
    ((ObjectNode) newest.path("config")).remove("bid_strategy");
    assertThat(older).isEqualTo(newest);
  }

  @Test
  void a_replay_is_the_first_response_even_after_another_change() throws IOException {
    JsonNode first = pauseWithKey("k1", CHANGES.subList(0, 2), null);
    JsonNode replay = pauseWithKey("k1", CHANGES, null);
    assertThat(replay.at("/headers/Idempotent-Replayed").asText()).isEqualTo("true");
    assertThat(body(replay)).isEqualTo(body(first));
    JsonNode older = pauseWithKey("k2", CHANGES, null);
    assertThat(json(body(older)).path("config").has("bid_strategy")).isFalse();
    assertThat(body(pauseWithKey("k2", List.of(), null))).isEqualTo(body(older));
    assertThat(pauseWithKey("k2", CHANGES, "2027-02-01").path("statusCode").asInt()).isEqualTo(400);
  }

  @Test
  void what_no_change_touches_keeps_its_bytes() throws IOException {
    List<VersionChange> nothing = List.of(new VersionChange("2027-02-01", RecordKind.AD, ad -> {}));
    assertThat(ad(nothing, null, key)).isEqualTo(ad(List.of(), null, key));
  }

  @ParameterizedTest
  @CsvSource({"2030-01-01, 400", "2025-01-01, 401"})
  void an_error_has_the_same_shape_in_all_versions(String version, int status) throws IOException {
    String key = status == 401 ? "none" : VersionedShapeTest.key;
    JsonNode response =
        send(new RetrieveAdHandler(wiring(CHANGES)), "retrieve-ad.json", version, key);
    assertThat(response.path("statusCode").asInt()).isEqualTo(status);
    assertThat(response)
        .isEqualTo(
            send(new RetrieveAdHandler(wiring(List.of())), "retrieve-ad.json", version, key));
  }

  private static String ad(
      List<VersionChange> changes, @Nullable String version, @Nullable String key)
      throws IOException {
    return body(send(new RetrieveAdHandler(wiring(changes)), "retrieve-ad.json", version, key));
  }

  private static String page(List<VersionChange> changes) throws IOException {
    return body(send(new ListAdsHandler(wiring(changes)), "list-ads.json", null, key));
  }

  private static String pausedCampaign(List<VersionChange> changes) throws IOException {
    return body(
        send(
            new PauseAdCampaignHandler(wiring(changes)),
            "pause-ad-campaign-indefinitely.json",
            null,
            key));
  }

  private static JsonNode pauseWithKey(
      String idempotencyKey, List<VersionChange> changes, @Nullable String version)
      throws IOException {
    ObjectNode event = event("pause-ad-campaign-indefinitely.json", version, key);
    event.withObject("/multiValueHeaders").putArray("Idempotency-Key").add(idempotencyKey);
    return send(new PauseAdCampaignHandler(wiring(changes)), event);
  }

  private static Wiring wiring(List<VersionChange> changes) {
    return Wiring.of(Map.copyOf(STACK.environment), CLOCK, time -> time, changes);
  }

  private static JsonNode send(
      ApiHandler handler, String sample, @Nullable String version, @Nullable String key)
      throws IOException {
    return send(handler, event(sample, version, key));
  }

  private static JsonNode send(ApiHandler handler, ObjectNode event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
        out,
        new TestContext());
    return JSON.readTree(out.toByteArray());
  }

  private static ObjectNode event(String sample, @Nullable String version, @Nullable String key)
      throws IOException {
    ObjectNode event = json(Samples.event(sample, String.valueOf(key), CLOCK.instant()));
    if (version != null) {
      event.withObject("/multiValueHeaders").putArray("Api-Version-Date").add(version);
    }
    return event;
  }

  private static String body(JsonNode response) {
    assertThat(response.path("statusCode").asInt()).as("%s", response).isEqualTo(200);
    return response.path("body").asText();
  }

  private static ObjectNode json(String object) throws IOException {
    return (ObjectNode) JSON.readTree(object);
  }
}
