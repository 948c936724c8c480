package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.functions.FaultyDynamoDb.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Operator actions, and their effect on clients over HTTP.
class AdministerCredentialsTest {
  private static final String FUNCTION = "AdministerCredentialsFunction";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final String AD = "/ads/ad_a1";

  @RegisterExtension static final HttpStack http = HttpStack.start();

  private final String n = "a" + IDS.incrementAndGet();

  @BeforeEach
  void restore() {
    http.clock.set("2026-11-22T10:00:00Z");
    http.stack.putAd("ad_a1", Map.of());
  }

  // ------------------------------------------------------------------ over HTTP

  @Test
  void a_key_works_at_once_until_it_is_narrowed_and_then_revoked() {
    JsonNode issued = issueAccountKey(n);
    String secret = issued.path("secret").asText();
    assertThat(status(secret)).isEqualTo(200);

    invoke(
        "{'action':'narrow_credential','credential_id':'%s','scopes':['ad_campaign:update']}"
            .formatted(id(issued)));
    http.clock.advance(Duration.ofSeconds(30));
    assertThat(status(secret)).isEqualTo(403);

    invoke("{'action':'revoke_credential','credential_id':'%s'}".formatted(id(issued)));
    http.clock.advance(Duration.ofSeconds(30));
    assertThat(status(secret)).isEqualTo(401);
  }

  @Test
  void a_key_whose_hash_is_recorded_after_a_bad_try_works_five_seconds_later() {
    Secret secret = TestStack.secret("own" + n);
    assertThat(status(secret.reveal())).isEqualTo(401);
    JsonNode issued =
        invoke(accountKey(n).replace("}", ",'secret_sha256':'" + secret.hash().hex() + "'}"));
    assertThat(issued.path("secret").isNull()).isTrue();
    http.clock.advance(Duration.ofSeconds(5));
    assertThat(status(secret.reveal())).isEqualTo(200);
  }

  @Test
  void a_key_is_replaced_without_a_moment_in_which_none_works() {
    JsonNode old = issueAccountKey(n + "-1");
    String next = issueAccountKey(n + "-2").path("secret").asText();
    String shown =
        invoke(
                "{'action':'narrow_credential','credential_id':'%s','expires_at':'2026-11-22T11:00:00Z'}"
                    .formatted(id(old)))
            .at("/credential/expires_at")
            .asText();
    assertThat(shown).isEqualTo("2026-11-22T11:00:00.000Z");
    http.clock.set("2026-11-22T10:59:59Z");
    assertThat(status(old.path("secret").asText())).isEqualTo(200);
    assertThat(status(next)).isEqualTo(200);
    http.clock.set("2026-11-22T11:00:00Z");
    assertThat(status(old.path("secret").asText())).isEqualTo(401);
    assertThat(status(next)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "app_api_key, app_id, app_, installation",
    "user_oauth_token, user_id, user_, membership"
  })
  void a_key_of_an_app_or_a_user_acts_where_it_is_installed_or_a_member(
      String kind, String member, String prefix, String grant) {
    String secret =
        invoke(
                """
                {'action':'issue_credential','request_id':'%s','kind':'%s','%s':'%s',
                 'scopes':['ad_campaign:basic:read'],'expires_at':'2026-11-22T11:00:00Z'}
                """
                    .formatted(n, kind, member, prefix + n))
            .path("secret")
            .asText();
    String target = "_%s','%s':'%s','account_id':'biz_demo'".formatted(grant, member, prefix + n);
    assertThat(status(secret)).isEqualTo(404);
    invoke("{'action':'record" + target + ",'scopes':['ad_campaign:basic:read']}");
    assertThat(status(secret)).isEqualTo(200);
    invoke("{'action':'record" + target + ",'scopes':[]}");
    assertThat(status(secret)).isEqualTo(403);
    assertThat(invoke("{'action':'remove" + target + "}").path("removed").asBoolean()).isTrue();
    assertThat(status(secret)).isEqualTo(404);
    assertThat(invoke("{'action':'remove" + target + "}").path("removed").asBoolean(true))
        .isFalse();
    http.clock.set("2026-11-22T11:00:00Z");
    assertThat(status(secret)).isEqualTo(401);
  }

  // ------------------------------------------------------------------ responses

  @Test
  void the_responses_are_these() {
    String account = "biz_" + n;
    String request =
        """
        {'action':'issue_credential','request_id':'%s','kind':'account_api_key','account_id':'%s',
         'scopes':['company:balance:read','ad_campaign:update'],'not_before':'2026-11-22T10:00:00.5Z',
         'expires_at':'2026-11-22T13:00:00+01:00','api_version':'2026-10-15-1'}
        """
            .formatted(n, account);
    JsonNode issued = invoke(request);
    String id = id(issued);
    String credential =
        """
        {'id':'%s','kind':'account_api_key','account_id':'%s',
         'scopes':['ad_campaign:update','company:balance:read'],
         'not_before':'2026-11-22T10:00:01.000Z','expires_at':'2026-11-22T12:00:00.000Z',
         'revoked_at':null,'api_version':'2026-10-15-1'}
        """
            .formatted(id, account);
    String secret = issued.path("secret").asText();
    assertThat(issued)
        .isEqualTo(
            json("{'credential':%s,'secret':'%s','replayed':false}".formatted(credential, secret)));
    assertThat(Secret.parse(secret)).isPresent();
    assertThat(invoke(request))
        .isEqualTo(json("{'credential':%s,'secret':null,'replayed':true}".formatted(credential)));

    String target = "'app_id':'app_%s','account_id':'%s'".formatted(n, account);
    String installation = "{%s,'scopes':['ad_campaign:update']}".formatted(target);
    assertThat(invoke("{'action':'record_installation'," + installation.substring(1)))
        .isEqualTo(json("{'recorded':%s}".formatted(installation)));
    String membership = "{'user_id':'user_%s','account_id':'%s','scopes':[]}".formatted(n, account);
    assertThat(invoke("{'action':'record_membership'," + membership.substring(1)))
        .isEqualTo(json("{'recorded':%s}".formatted(membership)));
    assertThat(invoke("{'action':'list_credentials','account_id':'%s'}".formatted(account)))
        .isEqualTo(
            json(
                "{'credentials':[%s],'installations':[%s],'memberships':[%s],'next':null}"
                    .formatted(credential, installation, membership)));
    assertThat(invoke("{'action':'list_credentials','credential_id':'%s'}".formatted(id)))
        .isEqualTo(
            json(
                "{'credentials':[%s],'installations':[],'memberships':[],'next':null}"
                    .formatted(credential)));
    assertThat(invoke("{'action':'list_credentials','credential_id':'cred_none'}"))
        .isEqualTo(json("{'credentials':[],'installations':[],'memberships':[],'next':null}"));

    String narrowed =
        credential
            .replace("'ad_campaign:update',", "")
            .replace("2026-11-22T12:00", "2026-11-22T11:00");
    assertThat(
            invoke(
                """
                {'action':'narrow_credential','credential_id':'%s',
                 'scopes':['company:balance:read'],'expires_at':'2026-11-22T11:00:00Z'}
                """
                    .formatted(id)))
        .isEqualTo(json("{'credential':%s}".formatted(narrowed)));
    String revoked =
        narrowed.replace("'revoked_at':null", "'revoked_at':'2026-11-22T10:00:00.000Z'");
    for (int i = 0; i < 2; i++) {
      assertThat(invoke("{'action':'revoke_credential','credential_id':'%s'}".formatted(id)))
          .isEqualTo(json("{'credential':%s}".formatted(revoked)));
      http.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(invoke(request).path("credential")).isEqualTo(json(revoked));
  }

  @Test
  void a_refusal_is_a_response_in_the_contracts_shape() {
    issueAccountKey(n);
    String other = accountKey(n).replace("'scopes':[", "'scopes':['company:balance:read',");
    refused(other, "bad_request", null, "request_id");
    Secret secret = TestStack.secret("taken" + n);
    String withHash = ",'secret_sha256':'" + secret.hash().hex() + "'}";
    invoke(accountKey(n + "-1").replace("}", withHash));
    refused(
        accountKey(n + "-2").replace("}", withHash),
        "invalid_request_error",
        "parameter_invalid",
        "secret_sha256");
    refused(
        accountKey(n + "-3").replace("}", ",'expires_at':'2026-11-22T10:00:00Z'}"),
        "invalid_request_error",
        "parameter_invalid",
        "expires_at");
    refused("{}", "invalid_request_error", "parameter_missing", "action");
    refused("{", "invalid_request_error", "invalid_json", null);
    refused(
        "{'action':'revoke_credential','credential_id':'cred_none'}",
        "not_found",
        null,
        "credential_id");
    refused(
        "{'action':'narrow_credential','credential_id':'cred_none','scopes':[]}",
        "not_found",
        null,
        "credential_id");
  }

  @Test
  void a_widening_is_refused() {
    String id = id(issueAccountKey(n));
    String narrow = "{'action':'narrow_credential','credential_id':'%s',".formatted(id);
    refused(
        narrow + "'scopes':['access_pass:basic:read']}",
        "invalid_request_error",
        "parameter_invalid",
        "scopes");
    invoke(narrow + "'expires_at':'2026-11-22T11:00:00Z'}");
    for (String time : List.of("2026-11-22T11:00:01Z", "2026-11-22T10:00:00Z")) {
      refused(
          narrow + "'expires_at':'" + time + "'}",
          "invalid_request_error",
          "parameter_invalid",
          "expires_at");
    }
  }

  @Test
  void a_store_that_cannot_be_asked_fails_the_invocation() {
    http.dynamoDb.next(
        Fault.BROKEN_BEFORE_EFFECT, Fault.BROKEN_BEFORE_EFFECT, Fault.BROKEN_BEFORE_EFFECT);
    assertThat(http.invoke(FUNCTION, accountKey(n).replace('\'', '"')))
        .isInstanceOfSatisfying(
            InvocationResult.FunctionError.class,
            error -> assertThat(error.toString()).contains("same request_id"));
    assertThat(issueAccountKey(n).path("replayed").asBoolean(true)).isFalse();
  }

  // ------------------------------------------------------------------ secrets

  @Test
  void a_secret_stands_in_its_response_and_neither_in_the_table_nor_in_the_log()
      throws IOException {
    Path log = Path.of("target", "test.log");
    int before = Files.readString(log).length();
    JsonNode issued = issueAccountKey(n);
    String secret = issued.path("secret").asText();
    String hash = Secret.parse(secret).orElseThrow().hash().hex();
    assertThat(status(secret)).isEqualTo(200);
    invoke("{'action':'list_credentials','account_id':'biz_demo'}");
    // Whatever an operator mistakes for a field's name or value.
    refusedWhatever("{'action':'revoke_credential','credential_id':'%s'}".formatted(secret));
    refusedWhatever("{'%s':1}".formatted(secret));
    refusedWhatever(accountKey(n).replace("}", ",'secret_sha256':'%s'}".formatted(secret)));
    refusedWhatever(accountKey(n).replace("}", ",'secret_sha256':'%s'}".formatted(hash)));

    assertThat(Files.readString(log).substring(before))
        .contains("administerCredentials issue_credential " + id(issued) + " biz_demo\n")
        .contains("administerCredentials list_credentials biz_demo\n")
        .contains("administerCredentials - refused: invalid_request_error\n")
        .doesNotContain(secret.substring(7), hash, "\"scopes\"");
    assertThat(
            http.stack
                .dynamoDb
                .scanPaginator(scan -> scan.tableName(http.stack.settings().credentialsTable()))
                .items())
        .isNotEmpty()
        .noneMatch(item -> item.toString().contains(secret.substring(7)));
  }

  @Test
  void two_secrets_are_never_the_same() {
    assertThat(issueAccountKey(n + "-1").path("secret"))
        .isNotEqualTo(issueAccountKey(n + "-2").path("secret"));
  }

  @ParameterizedTest
  @EnumSource(SecretKind.class)
  @DisabledOnOs(OS.WINDOWS)
  void the_script_makes_secrets_of_our_form_and_knows_their_hash(SecretKind kind)
      throws IOException {
    String word = kind.prefix().replace("im_", "").replace("_", "");
    Process script =
        new ProcessBuilder("sh", "bin/make-secret", word)
            .directory(TestStack.PROJECT.toFile())
            .start();
    List<String> lines =
        new String(script.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .lines()
            .toList();
    assertThat(lines).hasSize(2);
    Secret secret = Secret.parse(lines.getFirst()).orElseThrow();
    assertThat(secret.kind()).isEqualTo(kind);
    assertThat(secret.hash().hex()).isEqualTo(lines.getLast());
  }

  private static String accountKey(String requestId) {
    return """
    {'action':'issue_credential','request_id':'%s','kind':'account_api_key',
     'account_id':'biz_demo','scopes':['ad_campaign:basic:read','ad_campaign:update']}
    """
        .formatted(requestId);
  }

  private static JsonNode issueAccountKey(String requestId) {
    return invoke(accountKey(requestId));
  }

  private static String id(JsonNode response) {
    return response.at("/credential/id").asText();
  }

  private static int status(String secret) {
    return http.call("GET", AD).key(secret).send().status();
  }

  private static void refused(
      String request, String type, @Nullable String code, @Nullable String param) {
    JsonNode error = answer(request).path("error");
    assertThat(error.fieldNames()).toIterable().containsExactly("type", "message", "code", "param");
    assertThat(error.path("type").asText()).isEqualTo(type);
    assertThat(error.path("message").asText()).isNotBlank();
    assertThat(error.path("code").textValue()).isEqualTo(code);
    assertThat(error.path("param").textValue()).isEqualTo(param);
  }

  private static void refusedWhatever(String request) {
    assertThat(answer(request).has("error")).isTrue();
  }

  /// Something that is carried out.
  private static JsonNode invoke(String request) {
    JsonNode response = answer(request);
    assertThat(response.has("error")).as(response.toString()).isFalse();
    return response;
  }

  /// Apostrophes stand for quotation marks.
  private static JsonNode answer(String request) {
    InvocationResult result = http.invoke(FUNCTION, request.replace('\'', '"'));
    assertThat(result).isInstanceOf(InvocationResult.Success.class);
    return parse(((InvocationResult.Success) result).payload());
  }

  private static JsonNode json(String text) {
    return parse(text.replace('\'', '"'));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
