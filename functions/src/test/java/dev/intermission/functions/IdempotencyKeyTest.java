package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.emulator.scheduler.DeliveryFaults.Creation;
import dev.intermission.emulator.scheduler.DeliveryFaults.Delivery;
import dev.intermission.functions.FaultyDynamoDb.Fault;
import dev.intermission.functions.HttpStack.Call;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The header `Idempotency-Key`, over HTTP. One effect and one response, kept for a day, whatever
/// is lost. Its cost is counted call by call.
class IdempotencyKeyTest {
  private static final String UNTIL = "{\"paused_until\":\"2026-11-22T11:00:00Z\"}";
  private static final String REPLAYED = "Idempotent-Replayed";
  private static final AtomicInteger IDS = new AtomicInteger();

  @RegisterExtension static final HttpStack http = HttpStack.start();

  private final String number = "k" + IDS.incrementAndGet();
  private final String campaign = "adcamp_" + number;
  private final String ad = "ad_" + number;

  @BeforeEach
  void put() {
    http.clock.set("2026-11-22T10:00:00Z");
    http.faults.set(new Delivery.Normal());
    http.faults.set(new Creation.Normal());
    http.stack.putCampaign(campaign, Map.of());
    http.stack.putAd(ad, Map.of());
    knowTheCredential();
  }

  /// Has each function remember it, so that the other calls can be counted.
  private static void knowTheCredential() {
    for (String path : List.of("/ads/x/", "/ad_campaigns/x/")) {
      http.call("POST", path + "pause").send();
      http.call("POST", path + "unpause").send();
    }
    http.dynamoDb.forget();
  }

  @AfterEach
  void fireWhatIsLeft() {
    http.clock.set("2028-11-22T10:00:00Z");
    http.faults.set(new Delivery.Lose());
    http.schedules.fireDue();
    assertThat(http.schedules.list()).isEmpty();
  }

  /// Each POST route, with the stored item and the status it starts from.
  static Stream<List<String>> routes() {
    return Stream.of(
        List.of("ads", "pause", "active"),
        List.of("ads", "unpause", "paused"),
        List.of("ad_campaigns", "pause", "active"),
        List.of("ad_campaigns", "unpause", "paused"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_repeated_request_is_answered_byte_for_byte_and_has_no_second_effect(List<String> route) {
    String id = start(route);
    String path = "/" + route.get(0) + "/" + id + "/" + route.get(1);

    Response first = keyed(path).send();
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header(REPLAYED)).isNull();
    Map<String, AttributeValue> changed = item(id);
    assertThat(changed.get("rev").n()).isEqualTo("1");
    assertThat(http.dynamoDb.operations())
        .containsExactly("GetItem", "GetItem", "TransactWriteItems");

    http.clock.set("2026-11-22T10:00:09Z");
    http.dynamoDb.forget();
    Response second = keyed(path).send();
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header(REPLAYED)).isEqualTo("true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(second.header("X-Request-Id"))
        .isNotBlank()
        .isNotEqualTo(first.header("X-Request-Id"));
    assertThat(item(id)).isEqualTo(changed);
    assertThat(http.dynamoDb.operations()).containsExactly("GetItem");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void the_response_is_the_one_that_is_given_without_a_key(List<String> route) {
    String id = start(route);
    String path = "/" + route.get(0) + "/" + id + "/" + route.get(1);
    String keyed = keyed(path).send().body();
    start(route);
    assertThat(http.call("POST", path).send().body()).isEqualTo(keyed);
  }

  @Test
  void a_replay_shows_what_was_though_the_record_has_changed_since() {
    String paused = keyed(pause()).body(UNTIL).send().body();
    http.call("POST", "/ad_campaigns/" + campaign + "/unpause").send();
    Map<String, AttributeValue> active = item(campaign);
    assertThat(keyed(pause()).body(UNTIL).send().body()).isEqualTo(paused);
    assertThat(item(campaign)).isEqualTo(active);
  }

  @Test
  void a_timed_pause_is_replayed_after_its_time_and_not_judged_again() {
    String paused = keyed(pause()).body(UNTIL).send().body();
    http.clock.set("2026-11-22T11:00:00Z");
    http.schedules.fireDue();
    assertThat(item(campaign)).containsEntry("status", text("active"));
    Response again = keyed(pause()).body(UNTIL).send();
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(paused);
    assertThat(item(campaign)).containsEntry("status", text("active"));
  }

  @Test
  void a_replay_of_a_timed_pause_that_still_is_arms_its_lost_timer_again() {
    http.faults.set(new Creation.ServerFailure());
    keyed(pause()).body(UNTIL).send();
    assertThat(http.schedules.list()).isEmpty();
    http.faults.set(new Creation.Normal());
    http.dynamoDb.forget();
    assertThat(keyed(pause()).body(UNTIL).send().header(REPLAYED)).isEqualTo("true");
    assertThat(http.schedules.list()).hasSize(1);
    assertThat(http.dynamoDb.operations()).containsExactly("GetItem", "GetItem");
    http.clock.set("2026-11-22T11:00:00Z");
    http.schedules.fireDue();
    assertThat(item(campaign)).containsEntry("changed_by", text("schedule"));
  }

  /// Found by the simulation, with its mutant LATE_REPETITION_ARMS_NO_TIMER.
  @Test
  void a_replay_after_its_time_arms_the_lost_timer_of_a_pause_that_did_not_end() {
    http.faults.set(new Creation.ServerFailure());
    keyed(pause()).body(UNTIL).send();
    http.faults.set(new Creation.Normal());
    http.clock.set("2026-11-22T11:00:01Z");
    assertThat(keyed(pause()).body(UNTIL).send().header(REPLAYED)).isEqualTo("true");
    http.clock.set("2026-11-22T11:00:11Z");
    http.schedules.fireDue();
    assertThat(item(campaign)).containsEntry("changed_by", text("schedule"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:00:00Z, true",
    "2026-11-23T10:00:01Z, false",
  })
  void a_response_is_kept_for_24_hours(String later, boolean replayed) {
    http.clock.set("2026-11-22T10:00:00.400Z");
    keyed(pause()).send();
    http.call("POST", "/ad_campaigns/" + campaign + "/unpause").send();
    http.clock.set(later);
    Response response = keyed(pause()).send();
    assertThat(response.header(REPLAYED)).isEqualTo(replayed ? "true" : null);
    assertThat(item(campaign)).containsEntry("status", text(replayed ? "active" : "paused"));
  }

  // The same request, and another one.

  @ParameterizedTest
  @MethodSource("routes")
  void no_body_white_space_an_empty_object_and_null_are_the_same_request(List<String> route) {
    String path = "/" + route.get(0) + "/" + start(route) + "/" + route.get(1);
    Response first = keyed(path).body("null").send();
    assertThat(first.status()).isEqualTo(200);
    assertThat(keyed(path).send().body()).isEqualTo(first.body());
    for (String body : List.of("", " ", "\n", "{}", " { } ", "null", "\tnull ")) {
      assertThat(keyed(path).body(body).send().header(REPLAYED)).as(body).isEqualTo("true");
    }
  }

  @Test
  void a_null_time_the_content_type_and_the_version_that_counts_anyway_make_no_difference() {
    keyed(pause()).send();
    assertThat(keyed(pause()).body("{\"paused_until\":null}").send().header(REPLAYED))
        .isEqualTo("true");
    assertThat(keyed(pause()).header("Content-Type", "text/plain").send().header(REPLAYED))
        .isEqualTo("true");
    assertThat(keyed(pause()).header("Api-Version-Date", "2025-01-01").send().header(REPLAYED))
        .as("the version that counts anyway")
        .isEqualTo("true");
  }

  @Test
  void another_request_with_the_key_is_refused_by_name_and_changes_nothing() {
    http.stack.putCampaign(campaign + "x", Map.of());
    keyed(pause()).body(UNTIL).send();
    Map<String, AttributeValue> before = item(campaign);
    for (Call other :
        List.of(
            keyed(pause()),
            keyed(pause()).body("{\"paused_until\":\"2026-11-22T12:00:00+01:00\"}"),
            keyed(pause()).body("{\"paused_until\":\"2026-11-22T11:00:00Z\",\"x\":1}"),
            keyed("/ad_campaigns/" + campaign + "x/pause").body(UNTIL),
            keyed("/ad_campaigns/" + campaign + "/unpause").body(UNTIL),
            keyed("/ad_campaigns/not-an-id/pause").body(UNTIL),
            keyed(pause()).body(UNTIL).header("Api-Version-Date", "2026-06-20"))) {
      Response response = other.send();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.error().path("type").asText()).isEqualTo("bad_request");
      assertThat(response.error().path("param").asText()).isEqualTo("Idempotency-Key");
      assertThat(response.header("x-should-retry")).isEqualTo("false");
      assertThat(response.header(REPLAYED)).isNull();
    }
    assertThat(item(campaign)).isEqualTo(before);
    assertThat(item(campaign + "x")).doesNotContainKey("rev");
  }

  // The owner of a key.

  @Test
  void keys_of_one_account_share_it_and_other_holders_have_their_own() {
    String mine = http.stack.issueKey("mine" + number, HttpStack.ACCOUNT, ALL);
    Holder.App app = new Holder.App(new AppId("app_" + number));
    Holder.User user = new Holder.User(new UserId("user_" + number));
    for (Holder.Grantee grantee : List.of(app, user)) {
      http.stack.grant(grantee, new AccountId(HttpStack.ACCOUNT), ALL);
    }
    String token =
        http.issuer.token("user_" + number, HttpStack.ACCOUNT, ALL, http.clock.instant());

    assertThat(keyed(pause()).send().header(REPLAYED)).isNull();
    assertThat(keyed(pause()).key(mine).send().header(REPLAYED)).isEqualTo("true");
    for (String other :
        List.of(key(SecretKind.APP_API_KEY, app), key(SecretKind.USER_OAUTH_TOKEN, user), token)) {
      assertThat(keyed(pause()).key(other).send().header(REPLAYED)).isNull();
      assertThat(keyed(pause()).key(other).send().header(REPLAYED)).isEqualTo("true");
    }
    assertThat(item(campaign).get("rev").n()).as("all asked for the same").isEqualTo("1");
  }

  @Test
  void another_account_learns_nothing_of_a_key_that_it_did_not_use() {
    String other = http.stack.issueKey("other" + number, "biz_other", ALL);
    keyed(pause()).send();
    Response response = keyed(pause()).key(other).send();
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header(REPLAYED)).isNull();
  }

  @Test
  void a_credential_without_the_scopes_is_refused_before_anything_is_replayed() {
    keyed(pause()).send();
    String less = http.stack.issueKey("less" + number, HttpStack.ACCOUNT, Set.of());
    http.dynamoDb.forget();
    assertThat(keyed(pause()).key(less).send().status()).isEqualTo(403);
    assertThat(http.dynamoDb.operations()).as("the credential").containsExactly("GetItem");
  }

  // Responses that are kept, and those that are not.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nonsense   |                                          | 400 | GetItem PutItem
          campaign   | nonsense                                 | 400 | GetItem PutItem
          campaign   | {"until":1}                              | 400 | GetItem PutItem
          campaign   | {"paused_until":"2026-11-22T09:00:00Z"}  | 400 | GetItem PutItem
          missing    |                                          | 404 | GetItem GetItem PutItem
          stale      |                                          | 400 | GetItem GetItem TransactWriteItems
          """)
  void refusals_of_input_and_state_are_kept(
      String which, @Nullable String body, int status, String calls) {
    String id = which.equals("nonsense") ? "nonsense" : campaign + which;
    if (which.equals("campaign") || which.equals("stale")) {
      String stored = which.equals("stale") ? "stale" : "active";
      http.stack.putCampaign(id, Map.of("status", text(stored)));
    }
    Call call = keyed("/ad_campaigns/" + id + "/pause").body(body == null ? "" : body);
    Response first = call.send();
    assertThat(first.status()).isEqualTo(status);
    assertThat(first.header(REPLAYED)).isNull();
    assertThat(http.dynamoDb.operations()).containsExactly(calls.split(" ", -1));

    http.stack.putCampaign(campaign + which, Map.of());
    http.clock.set("2026-11-22T08:00:00Z");
    Response second = call.send();
    assertThat(second.header(REPLAYED)).isEqualTo("true");
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void other_refusals_and_faults_are_not_kept() {
    String less = http.stack.issueKey("less" + number, HttpStack.ACCOUNT, Set.of());
    Holder.App app = new Holder.App(new AppId("app_" + number));
    http.stack.grant(app, new AccountId(HttpStack.ACCOUNT), Set.of(Scope.AD_CAMPAIGN_UPDATE));
    String appKey = key(SecretKind.APP_API_KEY, app);
    http.dynamoDb.forget();
    assertThat(keyed(pause()).authorization("Bearer x").send().status()).isEqualTo(401);
    assertThat(keyed(pause()).header("Api-Version-Date", "never").send().status()).isEqualTo(400);
    assertThat(keyed(pause()).key(less).send().status()).isEqualTo(403);
    assertThat(keyed(pause()).key(appKey).send().status()).isEqualTo(403);
    assertThat(keyed(pause()).body("x".repeat(5000)).send().status()).isEqualTo(413);
    assertThat(http.dynamoDb.operations()).doesNotContain("PutItem", "TransactWriteItems");
    Response response = keyed(pause()).send();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header(REPLAYED)).isNull();
  }

  @Test
  void a_broken_item_is_paused_at_once_each_time_and_its_500_is_not_kept() {
    http.stack.putCampaign(campaign, Map.of("title", AttributeValue.fromN("1")));
    assertThat(keyed(pause()).body(UNTIL).send().status()).isEqualTo(500);
    assertThat(item(campaign)).containsEntry("status", text("paused"));
    assertThat(item(campaign).get("rev").n()).isEqualTo("1");
    assertThat(keyed(pause()).body(UNTIL).send().header(REPLAYED)).isNull();
    assertThat(item(campaign).get("rev").n()).isEqualTo("1");
    assertThat(http.dynamoDb.operations()).doesNotContain("TransactWriteItems");
  }

  @Test
  void an_ad_that_is_too_large_to_be_kept_is_paused_all_the_same() {
    http.stack.putAd(
        ad,
        Map.of(
            "creatives",
            AttributeValue.fromL(
                List.of(AttributeValue.fromM(Map.of("id", text("\"".repeat(195_000))))))));
    Response response = keyed("/ads/" + ad + "/pause").send();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body().length()).isGreaterThan(390_000);
    assertThat(item(ad)).containsEntry("status", text("paused"));
    assertThat(keyed("/ads/" + ad + "/pause").send().header(REPLAYED)).isNull();
    assertThat(item(ad).get("rev").n()).isEqualTo("1");
  }

  @Test
  void the_largest_response_that_is_kept_fits_its_row() {
    http.stack.putAd(
        ad,
        Map.of(
            "creatives",
            AttributeValue.fromL(
                List.of(AttributeValue.fromM(Map.of("id", text("x".repeat(377_000))))))));
    String key = "é".repeat(127);
    assertThat(keyed("/ads/" + ad + "/pause", key).send().status()).isEqualTo(200);
    assertThat(keyed("/ads/" + ad + "/pause", key).send().header(REPLAYED)).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "256"})
  void a_key_that_is_blank_or_too_long_is_refused_by_name(String form) {
    String key = form.equals("256") ? "x".repeat(256) : form;
    Response response = keyed(pause(), key).send();
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("code").asText()).isEqualTo("parameter_invalid");
    assertThat(response.error().path("param").asText()).isEqualTo("Idempotency-Key");
    assertThat(http.dynamoDb.operations()).isEmpty();
  }

  @Test
  void a_key_of_255_bytes_is_a_key() {
    String key = "~".repeat(255);
    assertThat(keyed(pause(), key).send().status()).isEqualTo(200);
    assertThat(keyed(pause(), key).send().header(REPLAYED)).isEqualTo("true");
  }

  @Test
  void a_read_takes_no_notice_of_it() {
    for (String path : List.of("/ads/" + ad, "/ads")) {
      Response response = http.call("GET", path).header("Idempotency-Key", number).send();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header(REPLAYED)).isNull();
    }
    assertThat(http.dynamoDb.operations()).doesNotContain("PutItem", "TransactWriteItems");
  }

  @Test
  void a_row_holds_this_and_nothing_else() {
    Response response = keyed(pause()).body(UNTIL).send();
    Map<String, AttributeValue> row =
        http.stack
            .dynamoDb
            .getItem(get ->
                get.tableName(http.stack.settings().idempotencyTable())
                    .key(Map.of("pk", text("biz_demo#" + number))))
            .item();
    assertThat(row)
        .containsOnlyKeys(
            "pk",
            "fingerprint",
            "nonce",
            "account_id",
            "response",
            "expires_at",
            "changed",
            "pause_id");
    assertThat(row.get("fingerprint").s()).matches("[0-9a-f]{64}");
    assertThat(row.get("nonce").s())
        .as("drawn at random, and not the request's id")
        .matches("[0-9a-f-]{36}")
        .isNotEqualTo(response.header("X-Request-Id"));
    assertThat(row)
        .containsEntry("account_id", text(HttpStack.ACCOUNT))
        .containsEntry("response", text("200\n" + response.body()))
        .containsEntry("pause_id", item(campaign).get("pause_id"))
        .containsEntry("expires_at", AttributeValue.fromN("1795428000"));
  }

  // Races and faults.

  /// Each client retries after a 503, as the official ones do. 200 at once are more than a busy
  /// DynamoDB Local serves in time.
  @Test
  void two_hundred_parallel_requests_have_one_effect_and_one_response() throws Exception {
    Callable<Response> client =
        () -> {
          Response response = keyed(pause()).body(UNTIL).send();
          for (int tries = 1; response.status() == 503 && tries < 10; tries++) {
            response = keyed(pause()).body(UNTIL).send();
          }
          return response;
        };
    List<Response> responses = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Response> response : executor.invokeAll(Collections.nCopies(200, client))) {
        responses.add(response.get());
      }
    }
    assertThat(responses).allMatch(response -> response.status() == 200);
    assertThat(responses.stream().map(Response::body).distinct()).hasSize(1);
    assertThat(responses.stream().filter(response -> response.header(REPLAYED) == null))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(item(campaign).get("rev").n()).isEqualTo("1");
    assertThat(http.schedules.list()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN_AFTER_EFFECT", "SILENT_AFTER_EFFECT", "SERVER_ERROR_AFTER_EFFECT"})
  void a_transaction_that_had_its_effect_is_found_and_not_repeated(Fault fault) {
    http.dynamoDb.beforeNext("TransactWriteItems", () -> http.dynamoDb.next(fault));
    Response response = keyed(pause()).body(UNTIL).send();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header(REPLAYED)).as("it is the first that is heard").isNull();
    assertThat(http.dynamoDb.operations())
        .containsExactly("GetItem", "GetItem", "TransactWriteItems", "GetItem");
    assertThat(http.schedules.list()).hasSize(1);
    assertThat(item(campaign).get("rev").n()).isEqualTo("1");
  }

  @Test
  void a_transaction_that_had_no_effect_is_not_confirmed_and_may_be_asked_for_again() {
    http.dynamoDb.beforeNext(
        "TransactWriteItems", () -> http.dynamoDb.next(Fault.BROKEN_BEFORE_EFFECT));
    Response response = keyed(pause()).body(UNTIL).send();
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("x-should-retry")).isEqualTo("true");
    assertThat(item(campaign)).doesNotContainKey("rev");
    assertThat(http.schedules.list()).isEmpty();

    assertThat(keyed(pause()).body(UNTIL).send().header(REPLAYED)).isNull();
    assertThat(item(campaign).get("rev").n()).isEqualTo("1");
  }

  @Test
  void a_transaction_that_is_refused_for_now_is_made_a_little_later() {
    http.dynamoDb.beforeNext(
        "TransactWriteItems", () -> http.dynamoDb.next(Fault.THROTTLED, Fault.CONFLICT));
    assertThat(keyed(pause()).send().status()).isEqualTo(200);
    assertThat(http.dynamoDb.operations().stream().filter("TransactWriteItems"::equals)).hasSize(3);
    assertThat(item(campaign).get("rev").n()).isEqualTo("1");
  }

  @Test
  void a_store_that_takes_nothing_is_a_503_and_nothing_is_done() {
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () -> http.dynamoDb.next(Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED));
    assertThat(keyed(pause()).send().status()).isEqualTo(503);
    assertThat(item(campaign)).doesNotContainKey("rev");
  }

  @Test
  void somebody_elses_change_in_between_comes_before_it() {
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () ->
            http.call("POST", pause()).body("{\"paused_until\":\"2026-11-22T12:00:00Z\"}").send());
    Response response = keyed(pause()).body(UNTIL).send();
    assertThat(response.json().path("paused_until").asText()).isEqualTo("2026-11-22T11:00:00.000Z");
    assertThat(item(campaign).get("rev").n()).isEqualTo("2");
    assertThat(http.schedules.list()).as("the other's is taken away").hasSize(1);
  }

  @Test
  void the_platforms_stop_in_between_is_not_overwritten() {
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () ->
            http.stack.putCampaign(
                campaign, Map.of("status", text("inactive"), "rev", AttributeValue.fromN("1"))));
    assertThat(keyed(pause()).body(UNTIL).send().status()).isEqualTo(400);
    assertThat(item(campaign)).containsEntry("status", text("inactive"));
    assertThat(http.schedules.list()).isEmpty();
  }

  @Test
  void a_record_that_goes_in_between_is_not_found_and_not_made_anew() {
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () ->
            http.stack.dynamoDb.deleteItem(delete ->
                delete
                    .tableName(http.stack.settings().adCampaignsTable())
                    .key(Map.of("id", text(campaign)))));
    assertThat(keyed(pause()).send().status()).isEqualTo(404);
    assertThat(item(campaign)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ads", "ad_campaigns"})
  void a_rev_that_is_no_number_counts_from_one(String kind) {
    http.stack.putCampaign(campaign, Map.of("rev", text("x")));
    http.stack.putAd(ad, Map.of("rev", text("x")));
    String id = kind.equals("ads") ? ad : campaign;
    String path = "/" + kind + "/" + id + "/";
    assertThat(keyed(path + "unpause", number + "a").send().status()).isEqualTo(200);
    assertThat(item(id)).containsEntry("rev", text("x"));
    assertThat(keyed(path + "pause").send().status()).isEqualTo(200);
    assertThat(item(id)).containsEntry("rev", AttributeValue.fromN("1"));
  }

  @Test
  void what_is_already_so_is_kept_with_a_check_of_the_record() {
    http.call("POST", pause()).body(UNTIL).send();
    http.dynamoDb.forget();
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () -> http.call("POST", "/ad_campaigns/" + campaign + "/unpause").send());
    Response response = keyed(pause()).body(UNTIL).send();
    assertThat(response.json().path("status").asText()).isEqualTo("paused");
    assertThat(item(campaign)).containsEntry("status", text("paused"));
    assertThat(item(campaign).get("rev").n()).isEqualTo("3");
  }

  @Test
  void a_key_is_no_part_of_the_log() {
    String key = "customer@example.com-" + number;
    keyed(pause(), key).send();
    keyed(pause(), key).body(UNTIL).send();
    assertThat(http.output()).doesNotContain(key);
  }

  private static final Set<Scope> ALL = Set.of(Scope.values());

  private String pause() {
    return "/ad_campaigns/" + campaign + "/pause";
  }

  /// A POST with a key that no other test uses.
  private Call keyed(String path) {
    return keyed(path, number);
  }

  private static Call keyed(String path, String key) {
    return http.call("POST", path).header("Idempotency-Key", key);
  }

  /// Puts the record into the status that the route changes.
  private String start(List<String> route) {
    http.stack.putCampaign(campaign, Map.of("status", text(route.get(2))));
    http.stack.putAd(ad, Map.of("status", text(route.get(2))));
    return route.get(0).equals("ads") ? ad : campaign;
  }

  private Map<String, AttributeValue> item(String id) {
    return id.startsWith("ad_") ? http.stack.ad(id) : http.stack.campaign(id);
  }

  private static String key(SecretKind kind, Holder holder) {
    Secret secret = TestStack.secret(kind, holder.ownerId());
    http.stack.store(
        secret,
        new Credential(
            new Caller("cred_" + holder.ownerId(), holder, ALL, null), null, null, null));
    return secret.reveal();
  }
}
