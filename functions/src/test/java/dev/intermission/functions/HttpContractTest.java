package dev.intermission.functions;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.functions.dynamodb.CredentialItem;
import dev.intermission.model.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The HTTP contract as a client meets it. Refusals, their order and messages; a refused request
/// changes nothing.
class HttpContractTest {
  private static final String CAMPAIGN = "/ad_campaigns/adcamp_c1";
  private static final String AD = "/ads/ad_a1";
  private static final String FUTURE = "{\"paused_until\":\"2026-11-22T11:00:00Z\"}";
  private static final String NOT_FOUND =
      "{\"error\":{\"type\":\"not_found\",\"message\":\"Not found.\",\"code\":null,\"param\":null}}";

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeAll
  static void arrange() {
    http.stack.putCampaign("adcamp_c1", Map.of());
    http.stack.putAd("ad_a1", Map.of());
    http.stack.putCampaign("adcamp_other", Map.of("account_id", text("biz_other")));
    http.stack.putAd("ad_other", Map.of("account_id", text("biz_other")));
  }

  static Stream<Arguments> bad_bodies() {
    List<Arguments> cases = new ArrayList<>();
    for (String body :
        List.of(
            "x",
            "[]",
            "\"2026-11-22T11:00:00Z\"",
            "null null",
            "{",
            "{}{}",
            "{\"paused_until\":}")) {
      cases.add(Arguments.of(body, "invalid_json", null));
    }
    cases.add(
        Arguments.of(
            "{\"paused_until\":null,\"paused_until\":null}", "invalid_json", "paused_until"));
    cases.add(Arguments.of("{\"until\":null}", "parameter_invalid", "until"));
    for (String value :
        List.of(
            "1",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"tomorrow\"",
            "\"2026-11-22T11:00:00\"",
            "\"2026-11-22T11:00Z\"",
            "\"2026-11-22 11:00:00Z\"",
            "\"2026-11-22T24:00:00Z\"",
            "\"2026-11-22T11:00:60Z\"",
            "\"2026-11-31T11:00:00Z\"",
            "\"2027-02-29T11:00:00Z\"",
            "\"2026-11-22T10:00:00Z\"",
            "\"2026-11-22T09:59:59.999Z\"",
            "\"2023-12-01T05:00:00.401Z\"",
            "\"2026-11-22T11:00:00+02:00\"",
            "\"2027-11-23T10:00:00.001Z\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"+12026-11-22T11:00:00Z\"",
            "\"2026-11-22T11:00:00+25:00\"",
            "\"2026-11-22T11:00:00Z\\n\"",
            "\"\\u0000\"",
            "\"" + "9".repeat(3000) + "\"")) {
      cases.add(
          Arguments.of("{\"paused_until\":" + value + "}", "parameter_invalid", "paused_until"));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("bad_bodies")
  void a_bad_body_is_refused_by_name_and_changes_nothing(
      String body, String code, @Nullable String param) {
    refused(
        http.call("POST", CAMPAIGN + "/pause").body(body).send(),
        400,
        "invalid_request_error",
        code,
        param);
    unchanged();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ads/ad_a1/unpause", "/ad_campaigns/adcamp_c1/unpause"})
  void an_unpause_takes_no_field_at_all(String path) {
    refused(
        http.call("POST", path).body(FUTURE).send(),
        400,
        "invalid_request_error",
        "parameter_invalid",
        "paused_until");
    refused(
        http.call("POST", path.replace("_a1", "_-").replace("_c1", "_-")).send(),
        400,
        "invalid_request_error",
        "parameter_invalid",
        "id");
    unchanged();
  }

  @Test
  void an_ad_takes_no_field_at_all() {
    refused(
        http.call("POST", AD + "/pause").body("{\"paused_until\":null}").send(),
        400,
        "invalid_request_error",
        "parameter_invalid",
        "paused_until");
    unchanged();
  }

  @ParameterizedTest
  @CsvSource({
    "/ad_campaigns/adcamp_/pause",
    "/ad_campaigns/ad_1/pause",
    "/ad_campaigns/adcamp_a-b/pause",
    "/ad_campaigns/ADCAMP_1/pause",
    "/ad_campaigns/adcamp_%C3%A4/pause",
    "/ad_campaigns/adcamp_%0A/pause",
    "/ads/adcamp_1/pause",
    "/ads/ad_/pause",
    "/ads/%20/pause",
  })
  void a_bad_id_is_refused_before_any_read(String path) {
    refused(
        http.call("POST", path).send(), 400, "invalid_request_error", "parameter_invalid", "id");
    refused(
        http.call("GET", path.replace("/pause", "")).send(),
        400,
        "invalid_request_error",
        "parameter_invalid",
        "id");
  }

  @Test
  void what_the_gateway_itself_cannot_read_is_refused_in_the_same_shape() {
    Response response = http.call("POST", "/ad_campaigns/adcamp_1%00/pause").send();
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("type").asText()).isEqualTo("invalid_request_error");
    unchanged();
  }

  @Test
  void an_id_that_is_too_long_is_refused() {
    refused(
        http.call("GET", "/ad_campaigns/adcamp_" + "a".repeat(65)).send(),
        400,
        "invalid_request_error",
        "parameter_invalid",
        "id");
    assertThat(http.call("GET", "/ad_campaigns/adcamp_" + "a".repeat(64)).send().status())
        .isEqualTo(404);
  }

  @Test
  void a_body_over_four_kilobytes_is_too_large() {
    String atTheLimit = "{" + " ".repeat(4094) + "}";
    assertThat(
            http.call("POST", "/ad_campaigns/adcamp_none/pause").body(atTheLimit).send().status())
        .isEqualTo(404);
    refused(
        http.call("POST", CAMPAIGN + "/pause").body("{" + " ".repeat(4095) + "}").send(),
        413,
        "invalid_request_error",
        null,
        null);
    refused(
        http.call("POST", CAMPAIGN + "/pause").body("\"" + "ä".repeat(2048) + "\"").send(),
        413,
        "invalid_request_error",
        null,
        null);
    unchanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic dXNlcjpwYXNz",
        "Bearer x",
        "Bearer im_acc_x",
        "Token %s",
        "%s",
        "Bearer %s x",
        "Bearer %s1"
      })
  void no_valid_credential_is_a_401_that_asks_for_one(String authorization) {
    for (String path :
        List.of(CAMPAIGN + "/pause", AD + "/pause", CAMPAIGN + "/unpause", AD + "/unpause")) {
      Response response =
          http.call("POST", path)
              .authorization(
                  authorization.isEmpty() ? null : authorization.replace("%s", http.token()))
              .send();
      refused(response, 401, "unauthorized", null, null);
      assertThat(response.header("x-amzn-remapped-www-authenticate")).isEqualTo("Bearer");
    }
    unchanged();
  }

  @Test
  void an_unknown_an_expired_and_a_revoked_key_get_the_same_response() {
    Caller caller =
        new Caller(
            "cred_x",
            new Holder.Account(new AccountId(HttpStack.ACCOUNT)),
            Set.of(Scope.values()),
            null);
    Secret expired = TestStack.secret("expired");
    Secret revoked = TestStack.secret("revoked");
    Instant now = http.clock.instant();
    http.stack.store(expired, new Credential(caller, null, now, null));
    http.stack.store(revoked, new Credential(caller, null, null, now));
    Response unknown = http.call("GET", CAMPAIGN).key(TestStack.secret("unknown").reveal()).send();
    refused(unknown, 401, "unauthorized", null, null);
    for (Secret secret : List.of(expired, revoked)) {
      Response response = http.call("GET", CAMPAIGN).key(secret.reveal()).send();
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.body()).isEqualTo(unknown.body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /ads/ad_a1/pause, ad_campaign:update",
    "POST, /ad_campaigns/adcamp_c1/pause, ad_campaign:update",
    "POST, /ad_campaigns/adcamp_c1/pause, access_pass:basic:read",
    "POST, /ad_campaigns/adcamp_c1/pause, company:balance:read",
    "POST, /ads/ad_a1/unpause, ad_campaign:update",
    "POST, /ad_campaigns/adcamp_c1/unpause, ad_campaign:update",
    "POST, /ad_campaigns/adcamp_c1/unpause, access_pass:basic:read",
    "POST, /ad_campaigns/adcamp_c1/unpause, company:balance:read",
    "GET, /ads/ad_a1, ad_campaign:basic:read",
    "GET, /ad_campaigns/adcamp_c1, ad_campaign:basic:read",
    "GET, /ad_campaigns/adcamp_c1, access_pass:basic:read",
    "GET, /ad_campaigns/adcamp_c1, company:balance:read",
  })
  void a_missing_scope_is_named(String method, String path, String scope) {
    Set<Scope> others = EnumSet.allOf(Scope.class);
    others.removeIf(each -> each.wireName().equals(scope));
    String key = http.stack.issueKey("without " + scope, HttpStack.ACCOUNT, others);
    Response response = http.call(method, path).key(key).send();
    refused(response, 403, "forbidden", null, null);
    assertThat(response.error().path("message").asText()).contains(scope);
    unchanged();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /ads/%s/pause, ad", "POST, /ads/%s/unpause, ad",
    "POST, /ad_campaigns/%s/unpause, adcamp", "GET, /ads/%s, ad",
    "POST, /ad_campaigns/%s/pause, adcamp", "GET, /ad_campaigns/%s, adcamp"
  })
  void a_missing_record_and_a_foreign_one_look_the_same(String method, String path, String prefix) {
    Map<String, AttributeValue> campaign = http.stack.campaign("adcamp_other");
    Map<String, AttributeValue> ad = http.stack.ad("ad_other");
    for (String each : List.of(prefix + "_other", prefix + "_none")) {
      Response response = http.call(method, path.formatted(each)).send();
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).isEqualTo(NOT_FOUND);
      assertThat(response.header("x-should-retry")).isEqualTo("false");
    }
    assertThat(http.stack.campaign("adcamp_other")).isEqualTo(campaign);
    assertThat(http.stack.ad("ad_other")).isEqualTo(ad);
    assertThat(http.schedules.list()).isEmpty();
  }

  @Test
  void a_credential_that_cannot_be_understood_lets_nobody_in() {
    // LogOutputTest checks its name in the log without its id.
    for (String attribute : List.of("account_id", "credential_id")) {
      Secret secret = TestStack.secret("without " + attribute);
      Holder holder = new Holder.Account(new AccountId(HttpStack.ACCOUNT));
      Map<String, AttributeValue> item =
          new HashMap<>(
              CredentialItem.write(
                  secret.hash(),
                  new Credential(
                      new Caller("cred_n", holder, Set.of(Scope.values()), null),
                      null,
                      null,
                      null)));
      item.remove(attribute);
      http.stack.dynamoDb.putItem(
          put -> put.tableName(http.stack.settings().credentialsTable()).item(item));
      http.out.reset();
      refused(http.call("GET", AD).key(secret.reveal()).send(), 401, "unauthorized", null, null);
      assertThat(http.output()).contains("\"BrokenItems\":1");
    }
  }

  @Test
  void a_broken_item_of_another_account_does_not_exist() {
    Map<String, @Nullable AttributeValue> changes = new HashMap<>();
    changes.put("account_id", text("biz_other"));
    changes.put("title", null);
    http.stack.putCampaign("adcamp_otherbroken", changes);
    assertThat(http.call("GET", "/ad_campaigns/adcamp_otherbroken").send().body())
        .isEqualTo(NOT_FOUND);
    assertThat(http.call("POST", "/ad_campaigns/adcamp_otherbroken/pause").send().body())
        .isEqualTo(NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /ads/ad_a1/pause", "DELETE, /ad_campaigns/adcamp_c1", "PATCH, /ads/ad_a1",
    "GET, /ads/ad_a1/pause", "POST, /ads/ad_a1", "OPTIONS, /ad_campaigns/adcamp_c1/pause",
    "POST, /ad_campaigns/adcamp_c1/resume", "GET, /ads/", "GET, /ad_campaigns/adcamp_c1/pause/x"
  })
  void other_methods_and_routes_are_not_found(String method, String path) {
    Response response = http.call(method, path).send();
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.error().path("message").asText()).contains("No such route", "/api/v1");
    assertThat(response.header("x-request-id")).isNotBlank();
    unchanged();
  }

  @Test
  void head_is_not_found_and_has_no_body() {
    Response response = http.call("HEAD", AD).send();
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-01-01", "2026-10-15", "2027-01-01", "latest", "2026-10-15-1 x"})
  void an_unknown_version_is_refused_and_the_newest_are_named(String version) {
    Response response =
        http.call("POST", CAMPAIGN + "/pause").header("Api-Version-Date", version).send();
    refused(response, 400, "bad_request", null, "Api-Version-Date");
    assertThat(response.error().path("message").asText()).contains("2026-10-15-1");
    unchanged();
  }

  @Test
  void a_known_version_is_accepted_whatever_the_case_of_its_header() {
    assertThat(http.call("GET", AD).header("api-version-DATE", "2026-06-20").send().status())
        .isEqualTo(200);
  }

  @Test
  void the_version_that_a_key_is_pinned_to_counts_when_the_request_names_none() {
    Secret secret = TestStack.secret("pinned");
    http.stack.store(
        secret,
        new Credential(
            new Caller(
                "cred_p",
                new Holder.Account(new AccountId(HttpStack.ACCOUNT)),
                Set.of(Scope.values()),
                "1999-01-01"),
            null,
            null,
            null));
    assertThat(http.call("GET", AD).key(secret.reveal()).send().status()).isEqualTo(400);
    assertThat(
            http.call("GET", AD)
                .key(secret.reveal())
                .header("Api-Version-Date", "2025-01-01")
                .send()
                .status())
        .isEqualTo(200);
  }

  @Test
  void checks_are_made_in_the_order_of_the_contract() {
    String large = "x".repeat(5000);
    String weak = http.stack.issueKey("weak", HttpStack.ACCOUNT, Set.of());
    assertThat(status("/ads/x/pause", null, "1", large)).isEqualTo(413);
    assertThat(status("/ads/x/pause", null, "1", "x")).isEqualTo(401);
    assertThat(type("/ads/x/pause", weak, "1", "x")).isEqualTo("bad_request");
    assertThat(status("/ads/x/pause", weak, "2025-01-01", "x")).isEqualTo(403);
    assertThat(param("/ads/x/pause", http.token(), "2025-01-01", "x")).isEqualTo("id");
    assertThat(status("/ads/ad_none/pause", http.token(), "2025-01-01", "x")).isEqualTo(400);
    assertThat(status("/ads/ad_none/pause", http.token(), "2025-01-01", "")).isEqualTo(404);
    http.stack.putAd(
        "ad_otherreview", Map.of("account_id", text("biz_other"), "status", text("in_review")));
    assertThat(status("/ads/ad_otherreview/pause", http.token(), "2025-01-01", "")).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"in_review", "rejected"})
  void an_ad_under_review_cannot_be_paused(String status) {
    http.stack.putAd("ad_review", Map.of("status", text(status)));
    Map<String, AttributeValue> before = http.stack.ad("ad_review");
    refused(http.call("POST", "/ads/ad_review/pause").send(), 400, "bad_request", null, null);
    refused(http.call("POST", "/ads/ad_review/unpause").send(), 400, "bad_request", null, null);
    assertThat(http.stack.ad("ad_review")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"inactive", "stale"})
  void a_campaign_that_the_platform_stopped_cannot_be_paused(String status) {
    http.stack.putCampaign("adcamp_stopped", Map.of("status", text(status)));
    Map<String, AttributeValue> before = http.stack.campaign("adcamp_stopped");
    for (String body : List.of("", FUTURE)) {
      refused(
          http.call("POST", "/ad_campaigns/adcamp_stopped/pause").body(body).send(),
          400,
          "bad_request",
          null,
          null);
    }
    refused(
        http.call("POST", "/ad_campaigns/adcamp_stopped/unpause").send(),
        400,
        "bad_request",
        null,
        null);
    assertThat(http.stack.campaign("adcamp_stopped")).isEqualTo(before);
    assertThat(http.schedules.list()).isEmpty();
  }

  @Test
  void a_broken_item_is_an_internal_error_that_no_retry_mends_but_the_pause_stands() {
    Map<String, @Nullable AttributeValue> changes = new HashMap<>();
    changes.put("title", null);
    http.stack.putCampaign("adcamp_broken", changes);
    Response response = http.call("POST", "/ad_campaigns/adcamp_broken/pause").body(FUTURE).send();
    refused(response, 500, "internal_server_error", null, null);
    assertThat(http.stack.campaign("adcamp_broken"))
        .containsEntry("status", text("paused"))
        .containsEntry("paused_until", seconds(Instant.parse("2026-11-22T11:00:00Z")));
    assertThat(http.schedules.list()).hasSize(1);
    assertThat(http.output()).contains("BrokenItems");
    refused(
        http.call("GET", "/ad_campaigns/adcamp_broken").send(),
        500,
        "internal_server_error",
        null,
        null);
    // The schedule ends it like any other.
    http.clock.set("2026-11-22T11:00:00Z");
    http.schedules.fireDue();
    http.clock.set("2026-11-22T10:00:00Z");
    assertThat(http.stack.campaign("adcamp_broken")).containsEntry("status", text("active"));
  }

  @Test
  void a_status_that_is_not_on_the_list_is_an_item_error_and_never_overwritten() {
    http.stack.putAd("ad_strange", Map.of("status", text("archived")));
    refused(
        http.call("POST", "/ads/ad_strange/pause").send(),
        500,
        "internal_server_error",
        null,
        null);
    refused(http.call("GET", "/ads/ad_strange").send(), 500, "internal_server_error", null, null);
    assertThat(http.stack.ad("ad_strange")).containsEntry("status", text("archived"));
  }

  @Test
  void a_store_that_is_down_is_a_503_that_says_when_to_try_again() {
    PauseAdHandler handler =
        new PauseAdHandler(
            Wiring.of(
                http.stack
                    .settingsWith("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")
                    .environment(),
                http.clock));
    assertThat(Samples.answer(handler, "pause-ad.json", http.token(), http.clock.instant()))
        .contains("\"statusCode\":503", "\"Retry-After\":\"1\"", "\"x-should-retry\":\"true\"")
        .doesNotContain("127.0.0.1", "DynamoDB", "Exception");
  }

  @ParameterizedTest
  @CsvSource({
    "/ads/ad_empty/pause,paused",
    "/ads/ad_empty/unpause,active",
    "/ad_campaigns/adcamp_empty/pause,paused",
    "/ad_campaigns/adcamp_empty/unpause,active",
  })
  void no_body_white_space_an_empty_object_and_null_are_the_same(String path, String status) {
    String before = status.equals("paused") ? "active" : "paused";
    for (String body :
        new @Nullable String[] {null, "", " ", "\r\n\t", "{}", " { } ", "null", " null\n"}) {
      http.stack.putAd("ad_empty", Map.of("status", text(before)));
      http.stack.putCampaign("adcamp_empty", Map.of("status", text(before)));
      HttpStack.Call call = http.call("POST", path);
      Response response =
          body == null
              ? call.send()
              : call.body(body).header("Content-Type", "application/json").send();
      assertThat(response.status()).as(body).isEqualTo(200);
      assertThat(response.json().path("status").asText()).isEqualTo(status);
      assertThat(response.json().path("paused_until").asText("null")).isIn("null", "");
    }
  }

  private static int status(String path, @Nullable String key, String version, String body) {
    return answer(path, key, version, body).status();
  }

  private static String type(String path, @Nullable String key, String version, String body) {
    return answer(path, key, version, body).error().path("type").asText();
  }

  private static String param(String path, @Nullable String key, String version, String body) {
    return answer(path, key, version, body).error().path("param").asText();
  }

  private static Response answer(String path, @Nullable String key, String version, String body) {
    return http.call("POST", path)
        .authorization(key == null ? null : "Bearer " + key)
        .header("Api-Version-Date", version)
        .body(body)
        .send();
  }

  private static void refused(
      Response response, int status, String type, @Nullable String code, @Nullable String param) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    JsonNode error = response.error();
    assertThat(response.json().properties()).hasSize(1);
    assertThat(error.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("type", "message", "code", "param");
    assertThat(error.path("type").asText()).isEqualTo(type);
    assertThat(error.path("message").asText()).isNotBlank().doesNotContain("Exception");
    assertThat(error.path("code").isNull() ? null : error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("param").isNull() ? null : error.path("param").asText()).isEqualTo(param);
    assertThat(response.header("content-type")).isEqualTo("application/json");
    assertThat(response.header("x-request-id")).isNotBlank();
    assertThat(response.header("x-should-retry")).isEqualTo("false");
  }

  private static void unchanged() {
    assertThat(http.stack.campaign("adcamp_c1"))
        .containsEntry("status", text("active"))
        .doesNotContainKeys("rev", "pause_id", "paused_until", "due_pk", "changed_by");
    assertThat(http.stack.ad("ad_a1"))
        .containsEntry("status", text("active"))
        .doesNotContainKeys("rev", "changed_by");
    assertThat(http.schedules.list()).isEmpty();
  }
}
