package dev.intermission.functions;

import static dev.intermission.functions.FaultyDynamoDb.Fault.DENIED;
import static dev.intermission.functions.FaultyDynamoDb.Fault.THROTTLED;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.emulator.template.DeployedApi;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The OWASP API Security Top 10 (2023), one section per risk, over HTTP. Risks tested more widely
/// elsewhere have their sharpest case here.
class OwaspApiSecurityTest {
  private static final AccountId ACCOUNT = new AccountId(HttpStack.ACCOUNT);
  private static final AccountId OTHER = new AccountId("biz_other");
  private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);
  private static final String AD = "/ads/ad_ours";
  private static final String CAMPAIGN = "/ad_campaigns/adcamp_ours";

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeEach
  void restore() {
    http.stack.putAd("ad_ours", Map.of());
    http.stack.putCampaign("adcamp_ours", Map.of());
    http.stack.putAd("ad_theirs", Map.of("account_id", text(OTHER.value())));
    http.stack.putCampaign("adcamp_theirs", Map.of("account_id", text(OTHER.value())));
    http.dynamoDb.forget();
  }

  /// API1:2023 Broken Object Level Authorization.
  @Nested
  class BrokenObjectLevelAuthorization {
    @ParameterizedTest
    @CsvSource({
      "POST, /ads/ad_theirs/pause",
      "POST, /ads/ad_theirs/unpause",
      "GET, /ads/ad_theirs",
      "POST, /ad_campaigns/adcamp_theirs/pause",
      "POST, /ad_campaigns/adcamp_theirs/unpause",
      "GET, /ad_campaigns/adcamp_theirs",
    })
    void another_accounts_record_is_not_there_and_stays_as_it_is(String method, String path) {
      Map<String, @Nullable AttributeValue> theirs =
          Map.of("account_id", text(OTHER.value()), "status", text(changeable(path)));
      http.stack.putAd("ad_theirs", theirs);
      http.stack.putCampaign("adcamp_theirs", theirs);
      Stored before = stored();
      for (String bearer :
          List.of(http.token(), appKey("app_1", ALL), userToken("user_1"), jwt("user_1"))) {
        Response foreign = http.call(method, path).key(bearer).send();
        Response missing = http.call(method, path.replace("theirs", "nowhere")).key(bearer).send();
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(missing.body());
        assertThat(headerNames(foreign)).isEqualTo(headerNames(missing));
      }
      assertThat(stored()).isEqualTo(before);
    }

    /// The platform writes the account id. A table may hold a longer one than fits the key of a
    /// grant.
    @Test
    void a_record_whose_account_can_have_granted_nothing_is_not_there() {
      http.stack.putAd("ad_theirs", Map.of("account_id", text("x".repeat(2000))));
      for (String bearer : List.of(http.token(), appKey("app_1", ALL), jwt("user_1"))) {
        assertThat(http.call("GET", "/ads/ad_theirs").key(bearer).send().status()).isEqualTo(404);
        assertThat(http.call("POST", "/ads/ad_theirs/pause").key(bearer).send().status())
            .isEqualTo(404);
      }
    }

    /// The account is in the write's own condition: what was read before does not matter.
    @ParameterizedTest
    @ValueSource(
        strings = {
          "/ads/ad_ours/pause",
          "/ads/ad_ours/unpause",
          "/ad_campaigns/adcamp_ours/pause",
          "/ad_campaigns/adcamp_ours/unpause"
        })
    void a_record_that_changes_hands_between_the_read_and_the_write_is_not_touched(String path) {
      String bearer = appKey("app_1", ALL);
      AttributeValue status = text(changeable(path));
      Map<String, @Nullable AttributeValue> theirs =
          Map.of("account_id", text(OTHER.value()), "status", status);
      http.dynamoDb.beforeNext(
          "UpdateItem",
          () -> {
            http.stack.putAd("ad_ours", theirs);
            http.stack.putCampaign("adcamp_ours", theirs);
          });
      assertThat(http.call("POST", path).key(bearer).send().status()).isEqualTo(404);
      assertThat(http.dynamoDb.operations()).endsWith("UpdateItem");
      assertThat(http.stack.ad("ad_ours").get("status")).isEqualTo(status);
      assertThat(http.stack.campaign("adcamp_ours").get("status")).isEqualTo(status);
    }

    /// A status in which a record would change.
    private static String changeable(String path) {
      return path.endsWith("/unpause") ? "paused" : "active";
    }

    @Test
    void a_grant_that_was_taken_away_ends_at_once() {
      String bearer = appKey("app_2", ALL);
      assertThat(http.call("GET", AD).key(bearer).send().status()).isEqualTo(200);
      http.stack.takeGrant(new Holder.App(new AppId("app_2")), ACCOUNT);
      assertThat(http.call("GET", AD).key(bearer).send().status()).isEqualTo(404);
    }
  }

  /// API2:2023 Broken Authentication.
  @Nested
  class BrokenAuthentication {
    static Stream<@Nullable String> noCredentials() {
      Secret secret = TestStack.secret("all");
      String token = secret.reveal();
      return Stream.of(
          null,
          "",
          "Bearer",
          token,
          "Basic " + token,
          "Bearer " + secret.hash().hex(),
          "Bearer " + token.substring(0, token.length() - 1),
          "Bearer " + token + "0",
          "Bearer " + token + ", Bearer " + token,
          "Bearer im_app_" + token.substring(7),
          "Bearer " + forged().header("alg", "none").signed(),
          "Bearer " + forged().header("alg", "none").header("kid", null).signed(),
          "Bearer " + forged().signedBy(TestIssuer.newKeys()),
          "Bearer " + forged().claim("exp", http.clock.instant().getEpochSecond() - 61).signed());
    }

    /// A good token but for what the caller changes.
    private static TestIssuer.Token forged() {
      return http.issuer.begin("user_1", ACCOUNT.value(), ALL, http.clock.instant());
    }

    @ParameterizedTest
    @MethodSource("noCredentials")
    void what_is_no_credential_lets_nobody_in_and_costs_no_read(@Nullable String authorization) {
      assertThat(http.token()).isEqualTo(TestStack.secret("all").reveal());
      Response response = http.call("GET", AD).authorization(authorization).send();
      assertThat(response.status()).isEqualTo(401);
      assertThat(http.dynamoDb.operations()).isEmpty();
    }

    @Test
    void a_credential_counts_in_its_header_only() {
      String token = http.token();
      for (Response response :
          List.of(
              http.call("GET", AD + "?access_token=" + token).authorization(null).send(),
              http.call("GET", AD)
                  .authorization(null)
                  .header("Cookie", "Authorization=Bearer%20" + token)
                  .send(),
              http.call("GET", AD).authorization(null).header("X-Api-Key", token).send())) {
        assertThat(response.status()).isEqualTo(401);
      }
    }

    @Test
    void a_revoked_credential_stops_working_within_thirty_seconds() {
      Secret secret = TestStack.secret("revoked soon");
      Caller caller = new Caller("cred_r", new Holder.Account(ACCOUNT), ALL, null);
      http.stack.store(secret, new Credential(caller, null, null, null));
      assertThat(http.call("GET", AD).key(secret.reveal()).send().status()).isEqualTo(200);
      http.stack.store(secret, new Credential(caller, null, null, http.clock.instant()));
      http.clock.advance(Duration.ofSeconds(30));
      assertThat(http.call("GET", AD).key(secret.reveal()).send().status()).isEqualTo(401);
    }

    @Test
    void nobody_learns_why_a_credential_does_not_count() {
      Caller caller = new Caller("cred_x", new Holder.Account(ACCOUNT), ALL, null);
      Secret revoked = TestStack.secret("owasp revoked");
      Secret expired = TestStack.secret("owasp expired");
      http.stack.store(revoked, new Credential(caller, null, null, http.clock.instant()));
      http.stack.store(expired, new Credential(caller, null, http.clock.instant(), null));
      String unknown = http.call("GET", AD).key(TestStack.secret("none").reveal()).send().body();
      assertThat(http.call("GET", AD).key(revoked.reveal()).send().body()).isEqualTo(unknown);
      assertThat(http.call("GET", AD).key(expired.reveal()).send().body()).isEqualTo(unknown);
      assertThat(http.call("GET", AD).key("mistyped").send().body()).isEqualTo(unknown);
    }
  }

  /// API3:2023 Broken Object Property Level Authorization.
  @Nested
  class BrokenObjectPropertyLevelAuthorization {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "status",
          "account_id",
          "pause_id",
          "due_pk",
          "rev",
          "changed_by",
          "updated_at",
          "title",
          "config",
          "daily_budget"
        })
    void no_member_but_the_contracts_can_be_written(String member) {
      Stored before = stored();
      for (String path :
          List.of(AD + "/pause", AD + "/unpause", CAMPAIGN + "/pause", CAMPAIGN + "/unpause")) {
        Response response = http.call("POST", path).body("{\"%s\":null}".formatted(member)).send();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.error().path("param").textValue()).isEqualTo(member);
      }
      assertThat(stored()).isEqualTo(before);
    }

    @Test
    void what_the_platform_keeps_beside_is_not_shown() {
      Map<String, @Nullable AttributeValue> inner =
          Map.of("internal_note", text("not for clients"));
      http.stack.putAd("ad_ours", inner);
      http.stack.putCampaign("adcamp_ours", inner);
      for (String path : List.of(AD, CAMPAIGN)) {
        Response response = http.call("GET", path).send();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
            .doesNotContain("not for clients", "internal_note", "account_id", "pause_id", "rev\"");
      }
    }

    @Test
    void balances_and_products_are_for_those_who_may_read_them() {
      for (Scope scope : List.of(Scope.COMPANY_BALANCE_READ, Scope.ACCESS_PASS_BASIC_READ)) {
        Set<Scope> without = EnumSet.complementOf(EnumSet.of(scope));
        String bearer = http.stack.issueKey("without " + scope, ACCOUNT.value(), without);
        for (Response response :
            List.of(
                http.call("GET", CAMPAIGN).key(bearer).send(),
                http.call("POST", CAMPAIGN + "/pause").key(bearer).send(),
                http.call("POST", CAMPAIGN + "/unpause").key(bearer).send())) {
          assertThat(response.status()).isEqualTo(403);
          assertThat(response.body()).contains(scope.wireName());
        }
      }
    }
  }

  /// API4:2023 Unrestricted Resource Consumption.
  @Nested
  class UnrestrictedResourceConsumption {
    @Test
    void a_body_over_four_kilobytes_costs_nothing_at_all() {
      // Past what is remembered of the key.
      http.clock.advance(Duration.ofSeconds(31));
      Response response = http.call("POST", CAMPAIGN + "/pause").body(" ".repeat(4097)).send();
      assertThat(response.status()).isEqualTo(413);
      assertThat(http.dynamoDb.operations()).isEmpty();
    }

    @Test
    void an_id_that_can_be_none_costs_no_read_of_a_record() {
      http.call("GET", AD).send();
      http.dynamoDb.forget();
      for (String id : List.of("ad_" + "x".repeat(65), "ad_", "x", "ad_%2e%2e", "adcamp_1")) {
        assertThat(http.call("GET", "/ads/" + id).send().status()).isEqualTo(400);
      }
      assertThat(http.dynamoDb.operations()).isEmpty();
    }

    @Test
    void a_pause_makes_three_reads_and_one_write_at_most() {
      http.call("POST", CAMPAIGN + "/pause")
          .key(appKey("app_3", ALL))
          .body("{\"paused_until\":\"%s\"}".formatted(http.clock.instant().plusSeconds(3600)))
          .send();
      assertThat(http.dynamoDb.operations())
          .containsExactly("GetItem", "GetItem", "GetItem", "UpdateItem");
    }

    @Test
    void nobody_can_keep_a_schedule_for_longer_than_366_days() {
      Response response =
          http.call("POST", CAMPAIGN + "/pause")
              .body(
                  "{\"paused_until\":\"%s\"}"
                      .formatted(http.clock.instant().plus(Duration.ofDays(367))))
              .send();
      assertThat(response.status()).isEqualTo(400);
    }
  }

  /// API5:2023 Broken Function Level Authorization.
  @Nested
  class BrokenFunctionLevelAuthorization {
    @Test
    void who_may_only_read_cannot_pause() {
      Stored before = stored();
      Set<Scope> reads = EnumSet.complementOf(EnumSet.of(Scope.AD_CAMPAIGN_UPDATE));
      String bearer = http.stack.issueKey("reader", ACCOUNT.value(), reads);
      for (String path :
          List.of(AD + "/pause", AD + "/unpause", CAMPAIGN + "/pause", CAMPAIGN + "/unpause")) {
        assertThat(http.call("POST", path).key(bearer).send().status()).isEqualTo(403);
      }
      assertThat(stored()).isEqualTo(before);
    }

    @Test
    void what_an_account_did_not_grant_an_app_may_not_do_there() {
      Stored before = stored();
      String bearer = appKey("app_4", EnumSet.complementOf(EnumSet.of(Scope.AD_CAMPAIGN_UPDATE)));
      assertThat(http.call("GET", AD).key(bearer).send().status()).isEqualTo(200);
      assertThat(http.call("POST", AD + "/pause").key(bearer).send().status()).isEqualTo(403);
      assertThat(stored()).isEqualTo(before);
    }

    @Test
    void only_the_functions_of_the_contract_have_a_route() {
      assertThat(api().routes())
          .extracting(DeployedApi.Route::function)
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(Operation.values()).map(OwaspApiSecurityTest::function).toList());
    }
  }

  /// API6:2023 Unrestricted Access to Sensitive Business Flows.
  @Nested
  class UnrestrictedAccessToSensitiveBusinessFlows {
    @ParameterizedTest
    @CsvSource({
      "/ads/ad_ours, in_review", "/ads/ad_ours, rejected",
      "/ad_campaigns/adcamp_ours, inactive", "/ad_campaigns/adcamp_ours, stale",
    })
    void nobody_can_switch_spending_on_that_the_platform_stopped(String path, String status) {
      http.stack.putAd("ad_ours", Map.of("status", text(status)));
      http.stack.putCampaign("adcamp_ours", Map.of("status", text(status)));
      assertThat(http.call("POST", path + "/unpause").send().status()).isEqualTo(400);
      assertThat(http.call("POST", path + "/pause").send().status()).isEqualTo(400);
      assertThat(http.stack.ad("ad_ours").get("status")).isEqualTo(text(status));
      assertThat(http.stack.campaign("adcamp_ours").get("status")).isEqualTo(text(status));
    }

    /// Invoking the resume function directly ends no pause early. Nor one whose id the caller does
    /// not know.
    @Test
    void a_forged_delivery_ends_no_pause() {
      http.call("POST", CAMPAIGN + "/pause")
          .body("{\"paused_until\":\"%s\"}".formatted(http.clock.instant().plusSeconds(3600)))
          .send();
      Map<String, AttributeValue> paused = http.stack.campaign("adcamp_ours");
      String own = Objects.requireNonNull(Objects.requireNonNull(paused.get("pause_id")).s());
      String until = Objects.requireNonNull(Objects.requireNonNull(paused.get("paused_until")).n());
      String unknown = "00000000-0000-4000-8000-000000000000";
      String past = Long.toString(http.clock.instant().getEpochSecond() - 60);
      deliver(own, until);
      deliver(own, past);
      deliver(unknown, past);
      // Due, but not by that name.
      http.clock.advance(Duration.ofHours(2));
      deliver(unknown, until);
      assertThat(http.stack.campaign("adcamp_ours")).isEqualTo(paused);
    }

    private static void deliver(String pauseId, String until) {
      assertThat(
              http.invoke(
                  "ResumeAdCampaignFunction",
                  "{\"v\":1,\"id\":\"adcamp_ours\",\"pause_id\":\"%s\",\"paused_until\":%s}"
                      .formatted(pauseId, until)))
          .isInstanceOf(InvocationResult.Success.class);
    }
  }

  /// API7:2023 Server Side Request Forgery.
  @Nested
  class ServerSideRequestForgery {
    /// Key sets are fetched only from the address of the deployment.
    @Test
    void no_address_in_a_token_a_header_or_a_record_is_ever_asked() throws IOException {
      AtomicInteger asked = new AtomicInteger();
      HttpServer bait =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      bait.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            exchange.close();
          });
      bait.start();
      try {
        String url = "http://127.0.0.1:%d/".formatted(bait.getAddress().getPort());
        http.stack.putAd("ad_ours", Map.of("url", text(url)));
        for (String header : List.of("jku", "x5u", "jwk", "kid")) {
          String token =
              http.issuer
                  .begin("user_1", ACCOUNT.value(), ALL, http.clock.instant())
                  .header(header, header.equals("jwk") ? Map.of("kty", "EC", "jku", url) : url)
                  .claim("iss", url)
                  .signedBy(TestIssuer.newKeys());
          assertThat(http.call("GET", AD).key(token).send().status()).isEqualTo(401);
        }
        for (String header :
            List.of("Referer", "Origin", "X-Forwarded-Host", "X-Original-URL", "Callback-URL")) {
          http.call("GET", AD).header(header, url).send();
        }
        assertThat(http.call("POST", AD + "/pause").send().status()).isEqualTo(200);
      } finally {
        bait.stop(0);
      }
      assertThat(asked).hasValue(0);
    }
  }

  /// API8:2023 Security Misconfiguration.
  @Nested
  class SecurityMisconfiguration {
    @Test
    void no_page_of_a_browser_may_read_a_response() {
      for (String method : List.of("OPTIONS", "GET")) {
        Response response =
            http.call(method, AD)
                .header("Origin", "https://example.com")
                .header("Access-Control-Request-Method", "POST")
                .send();
        assertThat(headerNames(response)).noneMatch(name -> name.startsWith("access-control-"));
      }
      assertThat(http.call("OPTIONS", AD).send().status()).isEqualTo(404);
    }

    @Test
    void a_fault_of_ours_tells_nothing_of_the_inside() {
      Map<String, @Nullable AttributeValue> broken = new HashMap<>();
      broken.put("clicks", text("x"));
      http.stack.putAd("ad_ours", broken);
      Response unreadable = http.call("GET", AD).send();
      http.dynamoDb.next(THROTTLED, THROTTLED, THROTTLED);
      Response throttled = http.call("GET", AD).send();
      http.dynamoDb.next(DENIED);
      Response denied = http.call("GET", AD).send();
      List<Response> responses = List.of(unreadable, throttled, denied);
      assertThat(responses).extracting(Response::status).containsExactly(500, 503, 503);
      for (Response response : responses) {
        assertThat(response.body())
            .doesNotContainIgnoringCase(
                "exception", "intermission", "clicks", "table", "dynamodb", "arn:");
      }
    }

    @Test
    void every_response_is_json_and_names_its_request() {
      for (Response response :
          List.of(
              http.call("GET", AD).send(),
              http.call("GET", AD).authorization(null).send(),
              http.call("GET", "/nowhere").send(),
              http.call("DELETE", AD).send())) {
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.header("X-Request-Id")).isNotBlank();
      }
    }
  }

  /// API9:2023 Improper Inventory Management.
  @Nested
  class ImproperInventoryManagement {
    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01", "2099-01-01", "latest", "v1"})
    void a_version_that_is_not_on_the_list_is_not_served(String version) {
      Response response = http.call("GET", AD).header("Api-Version-Date", version).send();
      assertThat(response.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/../v2/ads/ad_ours",
          "/internal",
          "/admin",
          "/credentials",
          "/administer",
          "/health",
          "/openapi.json",
          "/ads/ad_ours/resume",
          "/ad_groups",
          "/ad_campaigns/adcamp_ours/sweep"
        })
    void what_is_not_in_the_contract_is_not_there(String path) {
      assertThat(http.call("GET", path).send().status()).isEqualTo(404);
      assertThat(http.call("POST", path).send().status()).isEqualTo(404);
      assertThat(http.dynamoDb.operations()).isEmpty();
    }
  }

  /// API10:2023 Unsafe Consumption of APIs.
  @Nested
  class UnsafeConsumptionOfApis {
    @AfterEach
    void recover() {
      http.issuer.behave(TestIssuer.Behaviour.GOOD);
      http.clock.advance(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @EnumSource(value = TestIssuer.Behaviour.class, names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
    void an_issuer_that_misbehaves_lets_nobody_in_and_holds_nobody_else_up(
        TestIssuer.Behaviour behaviour) {
      http.clock.advance(Duration.ofHours(2));
      http.issuer.behave(behaviour);
      Response response = http.call("GET", AD).key(jwt("user_5")).send();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("5");
      assertThat(response.header("x-should-retry")).isEqualTo("true");
      assertThat(http.dynamoDb.operations()).isEmpty();
      for (String bearer : List.of(http.token(), appKey("app_5", ALL), userToken("user_5"))) {
        assertThat(http.call("GET", AD).key(bearer).send().status()).isEqualTo(200);
      }
    }

    @Test
    void a_broken_record_of_the_platform_is_never_filled_up_with_made_up_values() {
      Map<String, @Nullable AttributeValue> broken = new HashMap<>();
      broken.put("total_spend", null);
      http.stack.putCampaign("adcamp_ours", broken);
      assertThat(http.call("GET", CAMPAIGN).send().status()).isEqualTo(500);
    }

    @Test
    void a_store_that_does_not_answer_is_never_taken_for_a_refusal() {
      http.clock.advance(Duration.ofSeconds(31));
      http.dynamoDb.next(THROTTLED, THROTTLED, THROTTLED);
      assertThat(http.call("GET", AD).send().status()).isEqualTo(503);
      assertThat(http.call("GET", AD).send().status()).isEqualTo(200);
    }
  }

  private record Stored(List<Map<String, AttributeValue>> items, int schedules) {}

  private static Stored stored() {
    return new Stored(
        List.of(
            http.stack.ad("ad_ours"),
            http.stack.ad("ad_theirs"),
            http.stack.campaign("adcamp_ours"),
            http.stack.campaign("adcamp_theirs")),
        http.schedules.list().size());
  }

  /// The key of an app that our account installed.
  private static String appKey(String id, Set<Scope> granted) {
    Holder.App app = new Holder.App(new AppId(id));
    http.stack.grant(app, ACCOUNT, granted);
    return key(SecretKind.APP_API_KEY, app);
  }

  /// The OAuth token of a member of our account.
  private static String userToken(String id) {
    Holder.User user = new Holder.User(new UserId(id));
    http.stack.grant(user, ACCOUNT, ALL);
    return key(SecretKind.USER_OAUTH_TOKEN, user);
  }

  /// A JWT of a member of our account.
  private static String jwt(String id) {
    http.stack.grant(new Holder.User(new UserId(id)), ACCOUNT, ALL);
    return http.issuer.token(id, ACCOUNT.value(), ALL, http.clock.instant());
  }

  private static String key(SecretKind kind, Holder holder) {
    Secret secret = TestStack.secret(kind, holder.toString());
    http.stack.store(
        secret, new Credential(new Caller("cred_owasp", holder, ALL, null), null, null, null));
    return secret.reveal();
  }

  private static DeployedApi api() {
    return Objects.requireNonNull(http.stack.template.api());
  }

  private static String function(Operation operation) {
    String id = operation.id();
    return Character.toUpperCase(id.charAt(0)) + id.substring(1) + "Function";
  }

  private static Set<String> headerNames(Response response) {
    return response.response().headers().map().keySet();
  }
}
