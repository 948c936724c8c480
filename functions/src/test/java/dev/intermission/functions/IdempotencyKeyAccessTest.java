package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.emulator.scheduler.DeliveryFaults.Delivery;
import dev.intermission.functions.HttpStack.Call;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Access to kept responses. One is given only to a repetition of its own request, and only to a
/// caller who may still see the record.
class IdempotencyKeyAccessTest {
  private static final String UNTIL = "{\"paused_until\":\"2026-11-22T11:00:00Z\"}";
  private static final String REPLAYED = "Idempotent-Replayed";
  private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);
  private static final AccountId ACCOUNT = new AccountId(HttpStack.ACCOUNT);
  private static final AtomicInteger IDS = new AtomicInteger();

  @RegisterExtension static final HttpStack http = HttpStack.start();

  private final String number = "r" + IDS.incrementAndGet();
  private final String campaign = "adcamp_" + number;
  private final String ad = "ad_" + number;

  @BeforeEach
  void put() {
    http.clock.set("2026-11-22T10:00:00Z");
    http.stack.putCampaign(campaign, Map.of());
    http.stack.putAd(ad, Map.of());
  }

  @AfterEach
  void fireWhatIsLeft() {
    http.clock.set("2028-11-22T10:00:00Z");
    http.faults.set(new Delivery.Lose());
    http.schedules.fireDue();
    http.faults.set(new Delivery.Normal());
  }

  /// The callers who need a grant of the account.
  enum Kind {
    APP,
    USER,
    JWT
  }

  @ParameterizedTest
  @EnumSource
  void without_its_grant_a_repetition_gets_what_it_would_get_without_a_key(Kind kind) {
    String token = token(kind, ALL);
    Response first = keyed(pause(), token).body(UNTIL).send();
    assertThat(first.status()).isEqualTo(200);

    http.stack.takeGrant(grantee(kind), ACCOUNT);
    for (String path : new String[] {pause(), "/ads/" + ad + "/pause"}) {
      Response keyed = keyed(path, token).body(path.equals(pause()) ? UNTIL : "").send();
      Response without = http.call("POST", path).key(token).send();
      assertThat(keyed.status()).isEqualTo(404);
      assertThat(keyed.header(REPLAYED)).isNull();
      assertThat(keyed.body()).isEqualTo(without.body());
    }

    http.stack.grant(grantee(kind), ACCOUNT, ALL);
    Response again = keyed(pause(), token).body(UNTIL).send();
    assertThat(again.header(REPLAYED)).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @EnumSource
  void a_scope_that_is_granted_no_more_is_named_and_nothing_is_shown(Kind kind) {
    String token = token(kind, ALL);
    assertThat(keyed(pause(), token).send().status()).isEqualTo(200);
    Set<Scope> less = EnumSet.complementOf(EnumSet.of(Scope.COMPANY_BALANCE_READ));
    http.stack.grant(grantee(kind), ACCOUNT, less);

    Response keyed = keyed(pause(), token).send();
    Response without = http.call("POST", pause()).key(token).send();
    assertThat(keyed.status()).isEqualTo(403);
    assertThat(keyed.error().path("message").asText()).contains("company:balance:read");
    assertThat(keyed.body()).isEqualTo(without.body()).doesNotContain("available_budget");
    assertThat(keyed.header(REPLAYED)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void the_status_of_a_record_is_not_told_without_the_grant(Kind kind) {
    http.stack.putCampaign(campaign, Map.of("status", text("stale")));
    String token = token(kind, ALL);
    assertThat(keyed(pause(), token).send().status()).isEqualTo(400);

    http.stack.takeGrant(grantee(kind), ACCOUNT);
    assertThat(keyed(pause(), token).send().status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource
  void so_it_is_when_the_time_of_the_pause_is_over(Kind kind) {
    String token = token(kind, ALL);
    Response first = keyed(pause(), token).body(UNTIL).send();
    http.clock.set("2026-11-22T11:30:00Z");
    String later = kind == Kind.JWT ? token(kind, ALL) : token;
    assertThat(keyed(pause(), later).body(UNTIL).send().body()).isEqualTo(first.body());

    http.stack.takeGrant(grantee(kind), ACCOUNT);
    Response keyed = keyed(pause(), later).body(UNTIL).send();
    Response without = http.call("POST", pause()).key(later).body(UNTIL).send();
    assertThat(keyed.status()).as("the body is judged before the account").isEqualTo(400);
    assertThat(keyed.body()).isEqualTo(without.body());
    assertThat(keyed.header(REPLAYED)).isNull();
  }

  @Test
  void a_replay_reads_the_grant_once_and_an_account_key_reads_none() {
    String app = token(Kind.APP, ALL);
    keyed("/ads/" + ad + "/pause", app).send();
    http.dynamoDb.forget();
    assertThat(keyed("/ads/" + ad + "/pause", app).send().header(REPLAYED)).isEqualTo("true");
    assertThat(http.dynamoDb.operations())
        .as("the kept response and the grant")
        .containsExactly("GetItem", "GetItem");

    keyed("/ads/" + ad + "/pause", http.token()).send();
    http.dynamoDb.forget();
    keyed("/ads/" + ad + "/pause", http.token()).send();
    assertThat(http.dynamoDb.operations()).as("the kept response").containsExactly("GetItem");
  }

  @Test
  void a_kept_refusal_that_tells_of_no_record_needs_no_grant() {
    String app = token(Kind.APP, ALL);
    String path = "/ad_campaigns/adcamp_none" + number + "/pause";
    assertThat(keyed(path, app).send().status()).isEqualTo(404);
    http.stack.takeGrant(grantee(Kind.APP), ACCOUNT);
    http.dynamoDb.forget();
    assertThat(keyed(path, app).send().header(REPLAYED)).isEqualTo("true");
    assertThat(http.dynamoDb.operations()).containsExactly("GetItem");
  }

  // Request ids, which a client may choose.

  @Test
  void an_equal_request_id_makes_no_other_pause_ones_own() {
    String other = "adcamp_o" + number;
    http.stack.putCampaign(other, Map.of());
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () ->
            assertThat(withId("/ad_campaigns/" + other + "/pause").body(UNTIL).send().status())
                .isEqualTo(200));

    Response response = withId(pause()).body(UNTIL).send();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("message").asText()).contains("was used for another request");
    assertThat(http.stack.campaign(campaign)).containsEntry("status", text("active"));
    assertThat(http.stack.campaign(other)).containsEntry("status", text("paused"));
    assertThat(http.schedules.list()).hasSize(1);
  }

  @Test
  void an_equal_request_id_makes_the_twins_response_a_replay() {
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () -> assertThat(withId(pause()).body(UNTIL).send().header(REPLAYED)).isNull());
    Response response = withId(pause()).body(UNTIL).send();
    assertThat(response.header("X-Request-Id")).isEqualTo("chosen-" + number);
    assertThat(response.header(REPLAYED)).isEqualTo("true");
    assertThat(http.stack.campaign(campaign).get("rev").n()).isEqualTo("1");
    assertThat(http.schedules.list()).hasSize(1);
  }

  @Test
  void the_log_has_lambdas_own_id_beside_the_one_that_the_client_chose() throws IOException {
    withId(pause()).send();
    assertThat(log()).containsPattern("pauseAdCampaign 200 chosen-" + number + " invocation-\\d+ ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"im_acc_secret", "a.b.c", "two words", "\u00e9", "x=y"})
  void an_id_of_another_form_than_aws_gives_is_neither_logged_nor_repeated(String chosen)
      throws IOException {
    String id = chosen + "~" + number;
    Response response = http.call("POST", pause()).header("X-Amzn-RequestId", id).send();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("X-Request-Id")).startsWith("invocation-");
    assertThat(log()).doesNotContain(id);
  }

  private static String log() throws IOException {
    return Files.readString(Path.of("target", "test.log"));
  }

  // Many at once.

  @ParameterizedTest
  @ValueSource(strings = {"ads", "ad_campaigns"})
  void ten_requests_at_once_with_different_keys_are_all_carried_out(String kind) throws Exception {
    String path = "/" + kind + "/" + (kind.equals("ads") ? ad : campaign) + "/";
    AtomicInteger count = new AtomicInteger();
    Callable<Integer> client =
        () -> {
          int one = count.incrementAndGet();
          return keyed(
                  path + (one % 2 == 0 ? "unpause" : "pause"), http.token(), number + "-" + one)
              .send()
              .status();
        };
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : executor.invokeAll(Collections.nCopies(10, client))) {
        statuses.add(status.get());
      }
    }
    assertThat(statuses).hasSize(10).containsOnly(200);
  }

  @Test
  void a_record_that_others_change_until_there_is_no_time_left_is_a_503_that_says_so() {
    http.begin(RetryBeforeDeadline.RESERVE);
    http.dynamoDb.beforeNext(
        "TransactWriteItems",
        () -> http.stack.putCampaign(campaign, Map.of("rev", AttributeValue.fromN("1"))));
    try {
      Response response = keyed(pause(), http.token()).send();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("x-should-retry")).isEqualTo("true");
      assertThat(response.header("Retry-After")).isEqualTo("1");
      assertThat(response.error().path("message").asText())
          .isEqualTo("The record is being changed by other requests. Try again later.");
    } finally {
      http.begin(TestContext.WHOLE);
    }
    assertThat(http.stack.campaign(campaign).get("rev").n()).isEqualTo("1");
    assertThat(keyed(pause(), http.token()).send().status()).isEqualTo(200);
  }

  private String pause() {
    return "/ad_campaigns/" + campaign + "/pause";
  }

  private Call keyed(String path, String token) {
    return keyed(path, token, number + "-" + path.length());
  }

  private static Call keyed(String path, String token, String key) {
    return http.call("POST", path).key(token).header("Idempotency-Key", key);
  }

  private Call withId(String path) {
    return http.call("POST", path)
        .header("Idempotency-Key", number)
        .header("X-Amzn-RequestId", "chosen-" + number);
  }

  private Holder.Grantee grantee(Kind kind) {
    return switch (kind) {
      case APP -> new Holder.App(new AppId("app_" + number));
      case USER, JWT -> new Holder.User(new UserId("user_" + number));
    };
  }

  /// A credential of that kind, with its grant.
  private String token(Kind kind, Set<Scope> granted) {
    http.stack.grant(grantee(kind), ACCOUNT, granted);
    return switch (kind) {
      case APP -> stored(SecretKind.APP_API_KEY, grantee(kind));
      case USER -> stored(SecretKind.USER_OAUTH_TOKEN, grantee(kind));
      case JWT -> http.issuer.token("user_" + number, HttpStack.ACCOUNT, ALL, http.clock.instant());
    };
  }

  private static String stored(SecretKind kind, Holder holder) {
    Secret secret = TestStack.secret(kind, holder.ownerId());
    http.stack.store(
        secret,
        new Credential(
            new Caller("cred_" + holder.ownerId(), holder, ALL, null), null, null, null));
    return secret.reveal();
  }
}
