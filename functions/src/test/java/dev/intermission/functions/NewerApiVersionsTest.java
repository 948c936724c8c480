package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.functions.HttpStack.Call;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.functions.metrics.EmfMetrics;
import dev.intermission.metrics.Metrics.Measure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// API versions later than the newest known one, where they count as that one. By default they are
/// unknown versions like others: `HttpContractTest`.
class NewerApiVersionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEWEST_KNOWN = "2026-10-15-1";
  private static final String LATER = "2027-01-01-2";
  private static final String COUNTED = "\"" + EmfMetrics.name(Measure.NEWER_API_VERSION) + "\":1}";

  @RegisterExtension static final HttpStack http = start();

  private static int number;

  private String campaign = "";

  private static HttpStack start() {
    TestStack stack = new TestStack();
    stack.environment.put("NEWER_API_VERSIONS", "newest");
    try {
      return new HttpStack(stack, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void put() {
    number++;
    campaign = "adcamp_newer" + number;
    http.stack.putCampaign(campaign, Map.of());
    http.out.reset();
  }

  // ------------------------------------------------------------------ requests

  @ParameterizedTest
  @ValueSource(strings = {"2026-10-15-2", "2026-10-16", LATER, "2027-01-01-99", "9999-12-31"})
  void a_later_version_counts_as_the_newest_known_one_and_is_counted_once(String version) {
    String known = retrieve().header("Api-Version-Date", NEWEST_KNOWN).send().body();
    assertThat(counted()).isZero();

    Response response = retrieve().header("Api-Version-Date", version).send();

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(known);
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void a_request_with_a_key_is_counted_once_too_and_its_replay_again() {
    for (int times = 1; times <= 2; times++) {
      Response response =
          http.call("POST", "/ad_campaigns/" + campaign + "/pause")
              .header("Api-Version-Date", LATER)
              .header("Idempotency-Key", "counted" + number)
              .send();
      assertThat(response.status()).isEqualTo(200);
      assertThat(counted()).isEqualTo(times);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-15",
        "2026-07-09",
        "2027-02-30",
        "2027-13-01",
        "2027-01-01-0",
        "2027-01-01-01",
        "2027-01-01-100",
        "2027-01-01-1x",
        "2027-01-01 x",
        "2027-01-01T00:00:00Z",
        "2027-1-1",
        "20270101",
        "latest",
      })
  void an_older_or_malformed_one_is_refused_as_ever_and_not_counted(String version) {
    Response response = retrieve().header("Api-Version-Date", version).send();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("type").asText()).isEqualTo("bad_request");
    assertThat(response.error().path("param").asText()).isEqualTo("Api-Version-Date");
    assertThat(response.error().path("message").asText()).contains(NEWEST_KNOWN);
    assertThat(counted()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0662\u0660\u0662\u0667-01-01", "2027-01-\uff10\uff11", "2027-01-01\n"})
  void what_no_client_can_send_but_an_event_can_hold_is_refused(String version) throws IOException {
    JsonNode response = invoke(Map.of(), version, "odd" + number);

    assertThat(response.path("statusCode").asInt()).isEqualTo(400);
    assertThat(response.path("body").asText()).contains("Api-Version-Date");
  }

  // ------------------------------------------------------------------ keys pinned to one

  @Test
  void a_key_is_pinned_to_a_later_version_only_where_it_counts() throws IOException {
    JsonNode issued = issue("newest", LATER);
    assertThat(issued.at("/credential/api_version").asText()).isEqualTo(LATER);

    assertThat(issue("newest", NEWEST_KNOWN).has("secret")).isTrue();
    assertThat(issue("refuse", NEWEST_KNOWN).has("secret")).isTrue();
    assertThat(issue("refuse", LATER).at("/error/param").asText()).isEqualTo("api_version");
    assertThat(issue("newest", "2027-02-30").at("/error/param").asText()).isEqualTo("api_version");
    assertThat(issue("newest", "2026-10-15").at("/error/param").asText()).isEqualTo("api_version");
  }

  @Test
  void requests_with_a_key_that_is_pinned_to_one_are_served_and_counted_unless_they_name_another()
      throws IOException {
    String pinned = issue("newest", LATER).path("secret").asText();

    assertThat(retrieve().key(pinned).inVersion(LATER).send().status()).isEqualTo(200);
    assertThat(counted()).isEqualTo(1);
    assertThat(retrieve().key(pinned).header("Api-Version-Date", NEWEST_KNOWN).send().status())
        .isEqualTo(200);
    assertThat(counted()).isEqualTo(1);
  }

  // ------------------------------------------------------------------ Idempotency-Key

  /// The deployment may bring this version, one before it, or one behind it.
  @ParameterizedTest
  @ValueSource(strings = {LATER, "2026-12-01", "2026-10-15-2,2027-01-01", LATER + ",2027-03-01"})
  void a_retry_after_a_deployment_that_knows_more_versions_is_the_same_request(String learned)
      throws IOException {
    JsonNode first = invoke(Map.of(), LATER, "k" + number);
    JsonNode retry = invoke(Map.of("EXTRA_API_VERSIONS", learned), LATER, "k" + number);

    assertThat(first.path("statusCode").asInt()).isEqualTo(200);
    assertThat(retry.path("statusCode").asInt()).isEqualTo(200);
    assertThat(retry.at("/headers/Idempotent-Replayed").asText()).isEqualTo("true");
    assertThat(retry.path("body")).isEqualTo(first.path("body"));
  }

  @Test
  void a_request_in_another_version_is_another_request_also_when_both_count_as_the_same()
      throws IOException {
    assertThat(invoke(Map.of(), LATER, "k" + number).path("statusCode").asInt()).isEqualTo(200);
    for (String other : List.of(NEWEST_KNOWN, "2027-01-01-3")) {
      JsonNode response = invoke(Map.of(), other, "k" + number);
      assertThat(response.path("statusCode").asInt()).as(other).isEqualTo(400);
      assertThat(response.path("body").asText())
          .as(other)
          .contains("\"param\":\"Idempotency-Key\"");
    }
  }

  @Test
  void a_retry_after_later_versions_are_refused_again_is_refused_for_its_version()
      throws IOException {
    assertThat(invoke(Map.of(), LATER, "k" + number).path("statusCode").asInt()).isEqualTo(200);
    JsonNode retry = invoke(Map.of("NEWER_API_VERSIONS", "refuse"), LATER, "k" + number);
    assertThat(retry.path("statusCode").asInt()).isEqualTo(400);
    assertThat(retry.path("body").asText()).contains("\"param\":\"Api-Version-Date\"");
  }

  // ------------------------------------------------------------------

  private Call retrieve() {
    return http.call("GET", "/ad_campaigns/" + campaign);
  }

  private static long counted() {
    return http.output().lines().filter(line -> line.endsWith(COUNTED)).count();
  }

  /// An operator's request to a function with that setting.
  private static JsonNode issue(String setting, String version) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    String request =
        """
        {"action":"issue_credential","request_id":"r%d-%s-%s","kind":"account_api_key",
         "account_id":"%s","api_version":"%s",
         "scopes":["ad_campaign:basic:read","access_pass:basic:read","company:balance:read"]}
        """
            .formatted(number, setting, version, HttpStack.ACCOUNT, version);
    new AdministerCredentialsHandler(wiring(Map.of("NEWER_API_VERSIONS", setting)))
        .handleRequest(stream(request), response, new TestContext());
    return JSON.readTree(response.toByteArray());
  }

  /// A pause by a deployment whose settings differ.
  private JsonNode invoke(Map<String, String> changed, String version, String idempotencyKey)
      throws IOException {
    ObjectNode event =
        (ObjectNode)
            JSON.readTree(
                Samples.event(
                    "pause-ad-campaign-indefinitely.json", http.token(), http.clock.instant()));
    event.withObject("/pathParameters").put("id", campaign);
    ObjectNode headers = event.withObject("/multiValueHeaders");
    headers.putArray("Api-Version-Date").add(version);
    headers.putArray("Idempotency-Key").add(idempotencyKey);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new PauseAdCampaignHandler(wiring(changed))
        .handleRequest(stream(event.toString()), response, new TestContext());
    return JSON.readTree(response.toByteArray());
  }

  private static Wiring wiring(Map<String, String> changed) {
    Map<String, String> environment = new HashMap<>(http.stack.environment);
    environment.putAll(changed);
    return Wiring.of(Map.copyOf(environment), http.clock, time -> time);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
