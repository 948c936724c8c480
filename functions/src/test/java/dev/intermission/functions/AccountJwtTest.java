package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Account-scoped JWTs, valid and not. The issuer's key set may be out of reach.
class AccountJwtTest {
  private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);
  private static final Holder.User USER = new Holder.User(new UserId("user_1"));
  private static final AccountId ACCOUNT = new AccountId(HttpStack.ACCOUNT);

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeAll
  static void arrange() {
    http.stack.putAd("ad_a1", Map.of());
    http.stack.putAd("ad_other", Map.of("account_id", text("biz_other")));
    http.stack.putCampaign("adcamp_c1", Map.of());
    http.stack.grant(USER, ACCOUNT, ALL);
    http.stack.grant(USER, new AccountId("biz_other"), ALL);
  }

  @AfterEach
  void recover() {
    http.issuer.behave(TestIssuer.Behaviour.GOOD);
    http.clock.advance(Duration.ofHours(2));
  }

  @Test
  void a_member_retrieves_pauses_and_unpauses_and_the_record_says_by_which_token() {
    String token =
        http.issuer
            .begin("user_1", HttpStack.ACCOUNT, ALL, http.clock.instant())
            .claim("jti", "t-1")
            .signed();
    assertThat(http.call("GET", "/ad_campaigns/adcamp_c1").key(token).send().status())
        .isEqualTo(200);
    Response paused = http.call("POST", "/ad_campaigns/adcamp_c1/pause").key(token).send();
    assertThat(paused.status()).isEqualTo(200);
    assertThat(http.stack.campaign("adcamp_c1"))
        .containsEntry("status", text("paused"))
        .containsEntry("changed_by", text("jwt:user_1:t-1"));
    Response unpaused = http.call("POST", "/ad_campaigns/adcamp_c1/unpause").key(token).send();
    assertThat(unpaused.status()).isEqualTo(200);
  }

  @Test
  void it_acts_on_its_one_account_even_if_its_user_is_a_member_of_another() {
    String token = token(ALL);
    Response others = http.call("GET", "/ads/ad_other").key(token).send();
    Response missing = http.call("GET", "/ads/ad_none").key(token).send();
    assertThat(others.status()).isEqualTo(404);
    assertThat(others.body()).isEqualTo(missing.body());
  }

  @Test
  void it_ends_with_the_membership_and_is_narrowed_by_it() {
    Holder.User leaver = new Holder.User(new UserId("user_2"));
    String token = http.issuer.token("user_2", HttpStack.ACCOUNT, ALL, http.clock.instant());
    http.stack.grant(leaver, ACCOUNT, Set.of(Scope.AD_CAMPAIGN_BASIC_READ));
    assertThat(http.call("GET", "/ads/ad_a1").key(token).send().status()).isEqualTo(200);
    Response narrowed = http.call("POST", "/ads/ad_a1/pause").key(token).send();
    assertThat(narrowed.status()).isEqualTo(403);
    assertThat(narrowed.error().path("message").asText()).contains("ad_campaign:update");
    http.stack.takeGrant(leaver, ACCOUNT);
    assertThat(http.call("GET", "/ads/ad_a1").key(token).send().status()).isEqualTo(404);
  }

  @Test
  void its_own_scopes_count_too() {
    Response response =
        http.call("POST", "/ads/ad_a1/pause")
            .key(token(Set.of(Scope.AD_CAMPAIGN_BASIC_READ)))
            .send();
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.error().path("message").asText()).contains("ad_campaign:update");
  }

  @Test
  void one_that_does_not_count_is_unauthorized_and_costs_no_read() {
    TestIssuer.Token token =
        http.issuer.begin("user_1", HttpStack.ACCOUNT, ALL, http.clock.instant());
    http.dynamoDb.forget();
    for (String bad :
        Set.of(
            token.signedBy(TestIssuer.newKeys()),
            token.header("kid", "unknown").signed(),
            token.claim("exp", (1L << 61) + http.clock.instant().getEpochSecond() + 60).signed(),
            http.issuer
                .begin("user_1", HttpStack.ACCOUNT, ALL, http.clock.instant().minusSeconds(3600))
                .signed())) {
      Response response = http.call("GET", "/ads/ad_a1").key(bad).send();
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.error().path("type").asText()).isEqualTo("unauthorized");
      assertThat(response.header("x-should-retry")).isEqualTo("false");
      assertThat(response.header("x-amzn-Remapped-WWW-Authenticate")).isEqualTo("Bearer");
    }
    assertThat(http.dynamoDb.operations()).isEmpty();
  }

  /// The key may have been published. That is known only once the key set may be fetched again.
  @Test
  void one_of_an_unknown_key_is_told_to_wait_while_the_key_set_was_fetched_for_another_one() {
    String known = token(ALL);
    assertThat(http.call("GET", "/ads/ad_a1").key(known).send().status()).isEqualTo(200);
    Instant now = http.clock.instant();
    String stranger =
        http.issuer.begin("user_1", HttpStack.ACCOUNT, ALL, now).header("kid", "unknown").signed();
    assertThat(http.call("GET", "/ads/ad_a1").key(stranger).send().status()).isEqualTo(401);
    http.clock.advance(Duration.ofSeconds(10));
    http.issuer.rotate("key-2");
    String next = token(ALL);

    Response early = http.call("GET", "/ads/ad_a1").key(next).send();
    assertThat(early.status()).isEqualTo(503);
    assertThat(early.header("Retry-After")).isEqualTo("20");
    assertThat(early.header("x-should-retry")).isEqualTo("true");
    assertThat(http.call("GET", "/ads/ad_a1").key(known).send().status()).isEqualTo(200);
    http.clock.advance(Duration.ofSeconds(20));
    assertThat(http.call("GET", "/ads/ad_a1").key(next).send().status()).isEqualTo(200);
  }

  @Test
  void one_of_a_key_that_was_published_a_moment_ago_is_let_in_at_once() {
    assertThat(http.call("GET", "/ads/ad_a1").key(token(ALL)).send().status()).isEqualTo(200);
    http.clock.advance(Duration.ofSeconds(1));
    http.issuer.rotate("key-3");
    assertThat(http.call("GET", "/ads/ad_a1").key(token(ALL)).send().status()).isEqualTo(200);
  }

  /// A bearer is told to try again, and nobody else notices.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
  void an_issuer_whose_keys_cannot_be_had_concerns_jwts_only(TestIssuer.Behaviour behaviour) {
    http.issuer.behave(behaviour);
    String token = token(ALL);
    int fetches = http.issuer.fetches();
    http.dynamoDb.forget();
    for (int i = 0; i < 3; i++) {
      Response response = http.call("GET", "/ads/ad_a1").key(token).send();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("5");
      assertThat(response.header("x-should-retry")).isEqualTo("true");
      assertThat(response.error().path("type").asText()).isEqualTo("internal_server_error");
      assertThat(response.body()).doesNotContain("key");
    }
    assertThat(http.dynamoDb.operations()).isEmpty();
    // The JDK may ask again, once, where a connection is closed without a response.
    assertThat(http.issuer.fetches() - fetches)
        .isBetween(1, behaviour == TestIssuer.Behaviour.HANGS_UP ? 2 : 1);

    for (SecretKind kind : SecretKind.values()) {
      assertThat(http.call("GET", "/ads/ad_a1").key(secret(kind)).send().status()).isEqualTo(200);
    }
    http.issuer.behave(TestIssuer.Behaviour.GOOD);
    http.clock.advance(Duration.ofSeconds(5));
    assertThat(http.call("GET", "/ads/ad_a1").key(token).send().status()).isEqualTo(200);
  }

  private static String token(Set<Scope> scopes) {
    return http.issuer.token("user_1", HttpStack.ACCOUNT, scopes, http.clock.instant());
  }

  private static String secret(SecretKind kind) {
    Holder holder =
        switch (kind) {
          case ACCOUNT_API_KEY -> new Holder.Account(ACCOUNT);
          case APP_API_KEY -> {
            Holder.App app = new Holder.App(new AppId("app_1"));
            http.stack.grant(app, ACCOUNT, ALL);
            yield app;
          }
          case USER_OAUTH_TOKEN -> USER;
        };
    Secret secret = TestStack.secret(kind, "jwt test");
    http.stack.store(
        secret, new Credential(new Caller("cred_jwt_test", holder, ALL, null), null, null, null));
    return secret.reveal();
  }
}
