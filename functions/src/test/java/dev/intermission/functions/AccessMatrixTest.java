package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.RecordKind;
import dev.intermission.model.UserId;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Access to a single record, as a full matrix. Each route meets every kind of credential, in every
/// state and with every scope missing, from it or from the account's grant; the record is its own,
/// another account's, not there, or has a malformed id. Over HTTP, with every call of DynamoDB
/// counted.
class AccessMatrixTest {
  private static final AccountId ACCOUNT = new AccountId(HttpStack.ACCOUNT);
  private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);

  /// Before and after all that happens here.
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private static final Instant END = START.plus(Duration.ofDays(100));

  private static final KeyPair STRANGER = TestIssuer.newKeys();
  private static final Set<SecretHash> STORED = new HashSet<>();

  @RegisterExtension static final HttpStack http = HttpStack.start();

  enum Kind {
    ACCOUNT_KEY,
    APP_KEY,
    USER_TOKEN,
    ACCOUNT_JWT
  }

  private enum Target {
    OWN,
    ANOTHER_ACCOUNTS,
    MISSING,
    MALFORMED
  }

  private enum Validity {
    VALID,
    EXPIRED,
    REVOKED,
    UNKNOWN,
    MALFORMED,
    NOT_YET_VALID
  }

  /// A request to come.
  ///
  /// @param scopes the credential's own
  /// @param granted what the account granted to the app or user; null: nothing, not even nothing
  private record Case(
      Operation operation,
      Kind kind,
      Validity validity,
      Set<Scope> scopes,
      @Nullable Set<Scope> granted,
      Target target) {}

  /// @param calls of DynamoDB, in order
  /// @param names what the message names, or null
  private record Expected(int status, List<String> calls, @Nullable String names) {}

  @BeforeAll
  static void arrange() {
    // Those of another account must not help here.
    for (Set<Scope> granted : grants()) {
      if (granted != null) {
        http.stack.grant(app(granted), ACCOUNT, granted);
        http.stack.grant(user(granted), ACCOUNT, granted);
      }
      http.stack.grant(app(granted), new AccountId("biz_third"), ALL);
      http.stack.grant(user(granted), new AccountId("biz_third"), ALL);
    }
  }

  static Stream<Arguments> routesAndKinds() {
    return Stream.of(Operation.values())
        .filter(operation -> operation.form() == Operation.Form.ONE)
        .flatMap(operation -> Stream.of(Kind.values()).map(kind -> Arguments.of(operation, kind)));
  }

  @ParameterizedTest
  @MethodSource("routesAndKinds")
  void every_request_gets_the_response_and_costs_the_calls_of_the_contract(
      Operation operation, Kind kind) {
    restore(operation);
    State state = state();
    Set<String> notFound = new HashSet<>();
    for (Case it : cases(operation, kind)) {
      Expected expected = expected(it);
      String bearer = bearer(it);
      // Past what the functions remember of credentials.
      http.clock.advance(Duration.ofSeconds(31));
      http.dynamoDb.forget();

      Response response = send(operation, id(it), bearer);

      assertThat(response.status()).as("%s: %s", it, response.body()).isEqualTo(expected.status());
      assertThat(http.dynamoDb.operations()).as("%s", it).isEqualTo(expected.calls());
      if (expected.names() != null) {
        assertThat(response.error().path("message").textValue())
            .as("%s", it)
            .contains(expected.names());
      }
      if (response.status() == 200) {
        boolean isTimed = operation == Operation.PAUSE_AD_CAMPAIGN;
        assertThat(http.schedules.list()).hasSize(state.schedules() + (isTimed ? 1 : 0));
        restore(operation);
        state = state();
      } else {
        assertThat(response.header("x-should-retry")).as("%s", it).isEqualTo("false");
        assertThat(response.header("x-amzn-Remapped-WWW-Authenticate"))
            .as("%s", it)
            .isEqualTo(response.status() == 401 ? "Bearer" : null);
        assertThat(http.schedules.list()).as("%s", it).hasSize(state.schedules());
      }
      // Nothing is written but by a call that was counted.
      if (response.status() != 200 && expected.calls().contains("UpdateItem")) {
        assertThat(state()).as("%s", it).isEqualTo(state);
      }
      if (response.status() == 404) {
        notFound.add(response.body());
      }
    }
    assertThat(notFound)
        .containsExactly(
            "{\"error\":{\"type\":\"not_found\",\"message\":\"Not found.\",\"code\":null,\"param\":null}}");
  }

  private static List<Case> cases(Operation operation, Kind kind) {
    List<Case> cases = new ArrayList<>();
    for (Target target : Target.values()) {
      for (Validity validity : Validity.values()) {
        for (Set<Scope> scopes : scopeSets()) {
          cases.add(new Case(operation, kind, validity, scopes, ALL, target));
        }
      }
      if (kind != Kind.ACCOUNT_KEY) {
        for (Set<Scope> granted : grants()) {
          cases.add(new Case(operation, kind, Validity.VALID, ALL, granted, target));
        }
      }
    }
    return cases;
  }

  /// All scopes, each one missing, none.
  private static List<Set<Scope>> scopeSets() {
    List<Set<Scope>> sets = new ArrayList<>(List.of(ALL, EnumSet.noneOf(Scope.class)));
    for (Scope scope : Scope.values()) {
      sets.add(EnumSet.complementOf(EnumSet.of(scope)));
    }
    return sets;
  }

  private static List<@Nullable Set<Scope>> grants() {
    List<@Nullable Set<Scope>> grants = new ArrayList<>(scopeSets());
    grants.add(null);
    return grants;
  }

  /// The checks of the contract in their order, written a second time. Credential, scopes, id,
  /// record and account, then the account's grant.
  private static Expected expected(Case it) {
    boolean isJwt = it.kind() == Kind.ACCOUNT_JWT;
    List<String> calls = new ArrayList<>();
    if (!isJwt && it.validity() != Validity.MALFORMED) {
      calls.add("GetItem");
    }
    // A JWT is revoked by taking its user's membership away.
    boolean isRevokedJwt = isJwt && it.validity() == Validity.REVOKED;
    if (it.validity() != Validity.VALID && !isRevokedJwt) {
      return new Expected(401, calls, null);
    }
    for (Scope scope : it.operation().scopes()) {
      if (!it.scopes().contains(scope)) {
        return new Expected(403, calls, scope.wireName());
      }
    }
    if (it.target() == Target.MALFORMED) {
      return new Expected(400, calls, "id");
    }
    boolean isRead = it.operation().id().startsWith("retrieve");
    String write = isRead ? "GetItem" : "UpdateItem";
    boolean isGranted = it.granted() != null && !isRevokedJwt;
    String missing =
        it.operation().scopes().stream()
            .filter(scope -> isGranted && !it.granted().contains(scope))
            .map(Scope::wireName)
            .findFirst()
            .orElse(null);
    switch (it.kind()) {
      case ACCOUNT_KEY -> {
        calls.add(write);
        return new Expected(it.target() == Target.OWN ? 200 : 404, calls, null);
      }
      case APP_KEY, USER_TOKEN -> {
        // The record, and what its account granted.
        calls.addAll(List.of("GetItem", "GetItem"));
        if (it.target() != Target.OWN || !isGranted) {
          return new Expected(404, calls, null);
        }
        if (missing == null && !isRead) {
          calls.add(write);
        }
      }
      case ACCOUNT_JWT -> {
        // The membership; then the record, where it is read, written, or may be told of.
        calls.add("GetItem");
        if (isRead) {
          calls.add("GetItem");
        } else if (isGranted) {
          calls.add(missing == null ? write : "GetItem");
        }
        if (it.target() != Target.OWN || !isGranted) {
          return new Expected(404, calls, null);
        }
      }
    }
    return new Expected(missing == null ? 200 : 403, calls, missing);
  }

  private static Response send(Operation operation, String id, String bearer) {
    String path = (isAd(operation) ? "/ads/" : "/ad_campaigns/") + id;
    return switch (operation) {
      case PAUSE_AD -> http.call("POST", path + "/pause").key(bearer).send();
      case UNPAUSE_AD, UNPAUSE_AD_CAMPAIGN ->
          http.call("POST", path + "/unpause").key(bearer).send();
      case PAUSE_AD_CAMPAIGN ->
          http.call("POST", path + "/pause")
              .key(bearer)
              .body(
                  "{\"paused_until\":\"%s\"}"
                      .formatted(http.clock.instant().plus(Duration.ofHours(1))))
              .send();
      case RETRIEVE_AD, RETRIEVE_AD_CAMPAIGN -> http.call("GET", path).key(bearer).send();
      case LIST_ADS, LIST_AD_CAMPAIGNS ->
          throw new IllegalArgumentException("see ListContractTest");
    };
  }

  private static String id(Case it) {
    String prefix = isAd(it.operation()) ? "ad_" : "adcamp_";
    return switch (it.target()) {
      case OWN -> prefix + "ours";
      case ANOTHER_ACCOUNTS -> prefix + "theirs";
      case MISSING -> prefix + "nowhere";
      case MALFORMED -> prefix + "not-an-id";
    };
  }

  private static boolean isAd(Operation operation) {
    return operation.kind() == RecordKind.AD;
  }

  private static String bearer(Case it) {
    return it.kind() == Kind.ACCOUNT_JWT ? jwt(it) : secret(it);
  }

  private static String jwt(Case it) {
    Instant now = http.clock.instant();
    Holder.User user = user(it.validity() == Validity.REVOKED ? null : it.granted());
    TestIssuer.Token token =
        http.issuer.begin(user.id().value(), ACCOUNT.value(), it.scopes(), now);
    return switch (it.validity()) {
      case VALID, REVOKED -> token.signed();
      case EXPIRED -> token.claim("exp", now.getEpochSecond() - 60).signed();
      case UNKNOWN -> token.signedBy(STRANGER);
      case MALFORMED -> token.claim("scopes", "all").signed();
      case NOT_YET_VALID -> token.claim("nbf", now.getEpochSecond() + 100).signed();
    };
  }

  private static String secret(Case it) {
    Secret secret =
        TestStack.secret(
            secretKind(it.kind()),
            "%s %s %s".formatted(it.validity(), it.scopes(), grants().indexOf(it.granted())));
    if (it.validity() != Validity.UNKNOWN && STORED.add(secret.hash())) {
      http.stack.store(
          secret,
          new Credential(
              new Caller("cred_matrix", holder(it), it.scopes(), null),
              it.validity() == Validity.NOT_YET_VALID ? END : null,
              it.validity() == Validity.EXPIRED ? START : null,
              it.validity() == Validity.REVOKED ? START : null));
    }
    String text = secret.reveal();
    char last = text.charAt(text.length() - 1);
    return it.validity() == Validity.MALFORMED
        ? text.substring(0, text.length() - 1) + (last == 'x' ? 'y' : 'x')
        : text;
  }

  private static SecretKind secretKind(Kind kind) {
    return switch (kind) {
      case ACCOUNT_KEY -> SecretKind.ACCOUNT_API_KEY;
      case APP_KEY -> SecretKind.APP_API_KEY;
      case USER_TOKEN -> SecretKind.USER_OAUTH_TOKEN;
      case ACCOUNT_JWT -> throw new IllegalArgumentException("no secret");
    };
  }

  private static Holder holder(Case it) {
    return switch (it.kind()) {
      case ACCOUNT_KEY -> new Holder.Account(ACCOUNT);
      case APP_KEY -> app(it.granted());
      case USER_TOKEN -> user(it.granted());
      case ACCOUNT_JWT -> throw new IllegalArgumentException("no secret");
    };
  }

  /// One app for each set of scopes that the account may have granted it.
  private static Holder.App app(@Nullable Set<Scope> granted) {
    return new Holder.App(new AppId("app_matrix" + grants().indexOf(granted)));
  }

  private static Holder.User user(@Nullable Set<Scope> granted) {
    return new Holder.User(new UserId("user_matrix" + grants().indexOf(granted)));
  }

  /// Records in a state in which the operation would change something, another account's too.
  private static void restore(Operation operation) {
    AttributeValue status = text(operation.id().startsWith("unpause") ? "paused" : "active");
    Map<String, AttributeValue> ours = Map.of("status", status);
    Map<String, AttributeValue> theirs = Map.of("status", status, "account_id", text("biz_other"));
    http.stack.putAd("ad_ours", ours);
    http.stack.putAd("ad_theirs", theirs);
    http.stack.putCampaign("adcamp_ours", ours);
    http.stack.putCampaign("adcamp_theirs", theirs);
  }

  private record State(List<Map<String, AttributeValue>> items, int schedules) {}

  private static State state() {
    return new State(
        List.of(
            http.stack.ad("ad_ours"),
            http.stack.ad("ad_theirs"),
            http.stack.ad("ad_nowhere"),
            http.stack.campaign("adcamp_ours"),
            http.stack.campaign("adcamp_theirs"),
            http.stack.campaign("adcamp_nowhere")),
        http.schedules.list().size());
  }
}
