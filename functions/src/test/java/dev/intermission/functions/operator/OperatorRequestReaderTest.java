package dev.intermission.functions.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.credential.IssueCredential;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.http.NewerApiVersions;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorRequestReaderTest {
  private static final Holder.App APP = new Holder.App(new AppId("app_1"));
  private static final Holder.User USER = new Holder.User(new UserId("user_1"));
  private static final String ACTIONS =
      "issue_credential, list_credentials, narrow_credential, revoke_credential,"
          + " record_installation, remove_installation, record_membership or remove_membership";
  private static final AccountId ACCOUNT = new AccountId("biz_1");
  private static final Instant TIME = Instant.parse("2027-01-31T09:00:00Z");
  private static final String ISSUE =
      "'action':'issue_credential','request_id':'r','kind':'account_api_key','account_id':'biz_1'";

  @Test
  void each_action_is_read() {
    assertThat(
            read(
                """
                {'action':'issue_credential','request_id':'a.B_c:d-9','kind':'account_api_key',
                 'account_id':'biz_1','scopes':['ad_campaign:update'],
                 'not_before':'2027-01-31T09:00:00Z','expires_at':'2027-01-31T11:00:00+02:00',
                 'api_version':'2099-01-01','secret_sha256':'%s'}
                """
                    .formatted("ab".repeat(32))))
        .isEqualTo(
            new OperatorRequest.Issue(
                new IssueCredential.Request(
                    "a.B_c:d-9",
                    new Holder.Account(ACCOUNT),
                    Set.of(Scope.AD_CAMPAIGN_UPDATE),
                    TIME,
                    TIME,
                    "2099-01-01",
                    new SecretHash("ab".repeat(32)))));
    assertThat(read("{%s,'scopes':[]}".formatted(ISSUE)))
        .isEqualTo(issue(new Holder.Account(ACCOUNT), null));
    assertThat(
            read(
                "{'action':'issue_credential','request_id':'r','kind':'app_api_key',"
                    + "'app_id':'app_1','scopes':[]}"))
        .isEqualTo(issue(APP, null));
    assertThat(
            read(
                "{'action':'issue_credential','request_id':'r','kind':'user_oauth_token',"
                    + "'user_id':'user_1','scopes':[],'expires_at':'2027-01-31T09:00:00Z'}"))
        .isEqualTo(issue(USER, TIME));
    assertThat(read("{'action':'list_credentials','account_id':'biz_1'}"))
        .isEqualTo(new OperatorRequest.ListOf(new Holder.Account(ACCOUNT), null));
    assertThat(read("{'action':'list_credentials','app_id':'app_1','after':'ACCOUNT#biz_1'}"))
        .isEqualTo(new OperatorRequest.ListOf(APP, "ACCOUNT#biz_1"));
    assertThat(read("{'action':'list_credentials','user_id':'user_1'}"))
        .isEqualTo(new OperatorRequest.ListOf(USER, null));
    assertThat(read("{'action':'list_credentials','credential_id':'cred_1'}"))
        .isEqualTo(new OperatorRequest.Show(new CredentialId("cred_1")));
    assertThat(read("{'action':'narrow_credential','credential_id':'cred_1','scopes':[]}"))
        .isEqualTo(narrow(new Narrowing(Set.of(), null)));
    assertThat(
            read(
                "{'action':'narrow_credential','credential_id':'cred_1',"
                    + "'expires_at':'2027-01-31T09:00:00Z'}"))
        .isEqualTo(narrow(new Narrowing(null, TIME)));
    assertThat(read("{'action':'revoke_credential','credential_id':'cred_1'}"))
        .isEqualTo(new OperatorRequest.Revoke(new CredentialId("cred_1")));
    String installation = "_installation','app_id':'app_1','account_id':'biz_1'";
    String membership = "_membership','user_id':'user_1','account_id':'biz_1'";
    assertThat(read("{'action':'record" + installation + ",'scopes':['company:balance:read']}"))
        .isEqualTo(
            new OperatorRequest.RecordGrant(APP, ACCOUNT, Set.of(Scope.COMPANY_BALANCE_READ)));
    assertThat(read("{'action':'record" + membership + ",'scopes':[]}"))
        .isEqualTo(new OperatorRequest.RecordGrant(USER, ACCOUNT, Set.of()));
    assertThat(read("{'action':'remove" + installation + "}"))
        .isEqualTo(new OperatorRequest.RemoveGrant(APP, ACCOUNT));
    assertThat(read("{'action':'remove" + membership + "}"))
        .isEqualTo(new OperatorRequest.RemoveGrant(USER, ACCOUNT));
  }

  @Test
  void a_null_field_is_an_absent_one() {
    assertThat(
            read(
                "{%s,'scopes':[],'expires_at':null,'not_before':null,'secret_sha256':null}"
                    .formatted(ISSUE)))
        .isEqualTo(issue(new Holder.Account(ACCOUNT), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "|action",
        "'action':null|action",
        "'kind':'account_api_key'|action",
        "'action':'issue_credential'|request_id",
        "'action':'issue_credential','request_id':'r'|kind",
        "'action':'issue_credential','request_id':'r','kind':'account_api_key'|account_id",
        "'action':'issue_credential','request_id':'r','kind':'app_api_key'|app_id",
        "'action':'issue_credential','request_id':'r','kind':'user_oauth_token'|user_id",
        "'action':'issue_credential','request_id':'r','kind':'user_oauth_token','user_id':'user_1','scopes':[]|expires_at",
        "'action':'issue_credential','request_id':'r','kind':'account_api_key','account_id':'biz_1'|scopes",
        "'action':'list_credentials'|account_id",
        "'action':'narrow_credential'|credential_id",
        "'action':'narrow_credential','credential_id':'cred_1'|scopes",
        "'action':'revoke_credential'|credential_id",
        "'action':'record_installation'|app_id",
        "'action':'record_installation','app_id':'app_1'|account_id",
        "'action':'record_installation','app_id':'app_1','account_id':'biz_1'|scopes",
        "'action':'record_membership'|user_id",
        "'action':'remove_installation','app_id':'app_1'|account_id",
        "'action':'remove_membership'|user_id",
      })
  void a_missing_field_is_named(@Nullable String fields, String param) {
    ApiError error = refusal("{" + (fields == null ? "" : fields) + "}");
    assertThat(error.code()).isEqualTo("parameter_missing");
    assertThat(error.type()).isEqualTo("invalid_request_error");
    assertThat(error.param()).isEqualTo(param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'action':'issue'|action",
        "'action':1|action",
        "'action':['issue_credential']|action",
        "'action':'issue_credential','request_id':''|request_id",
        "'action':'issue_credential','request_id':'a b'|request_id",
        "'action':'issue_credential','request_id':'a\\n'|request_id",
        "'action':'issue_credential','request_id':1|request_id",
        "'action':'issue_credential','request_id':'r','kind':'jwt'|kind",
        "@,'scopes':'ad_campaign:update'|scopes",
        "@,'scopes':['ad_campaign:delete']|scopes",
        "@,'scopes':['ad_campaign:update','ad_campaign:update']|scopes",
        "@,'scopes':[1]|scopes",
        "@,'scopes':[null]|scopes",
        "@,'scopes':[['ad_campaign:update']]|scopes",
        "@,'scopes':{}|scopes",
        "@,'scopes':[],'app_id':'app_1'|app_id",
        "@,'scopes':[],'user_id':null|user_id",
        "@,'scopes':[],'credential_id':'cred_1'|credential_id",
        "@,'scopes':[],'expires':'2027-01-31T09:00:00Z'|expires",
        "@,'scopes':[],'Expires_at':'2027-01-31T09:00:00Z'|Expires_at",
        "@,'scopes':[],'expires_at':1801386000|expires_at",
        "@,'scopes':[],'expires_at':''|expires_at",
        "@,'scopes':[],'expires_at':'2027-01-31'|expires_at",
        "@,'scopes':[],'expires_at':'2027-01-31T09:00:00'|expires_at",
        "@,'scopes':[],'expires_at':'2027-02-30T09:00:00Z'|expires_at",
        "@,'scopes':[],'not_before':true|not_before",
        "@,'scopes':[],'api_version':'2020-01-01'|api_version",
        "@,'scopes':[],'secret_sha256':'ab'|secret_sha256",
        "@,'scopes':[],'secret':'x'|secret",
        "'action':'issue_credential','request_id':'r','kind':'account_api_key','account_id':'app_1'|account_id",
        "'action':'issue_credential','request_id':'r','kind':'app_api_key','app_id':'app_'|app_id",
        "'action':'issue_credential','request_id':'r','kind':'user_oauth_token','user_id':'1'|user_id",
        "'action':'list_credentials','account_id':'biz_1','app_id':'app_1'|account_id",
        "'action':'list_credentials','user_id':'user_1','app_id':'app_1'|user_id",
        "'action':'list_credentials','credential_id':'cred_1','after':'ACCOUNT#biz_1'|after",
        "'action':'list_credentials','account_id':'biz_1','after':''|after",
        "'action':'list_credentials','account_id':'biz_1','after':1|after",
        "'action':'narrow_credential','credential_id':'1','scopes':[]|credential_id",
        "'action':'narrow_credential','credential_id':'cred_1','scopes':[],'not_before':'x'|not_before",
        "'action':'revoke_credential','credential_id':'cred_1','scopes':[]|scopes",
        "'action':'remove_installation','app_id':'app_1','account_id':'biz_1','scopes':[]|scopes",
        "'action':'record_membership','user_id':'user_1','app_id':'app_1','account_id':'biz_1','scopes':[]|app_id",
      })
  void a_wrong_value_or_a_field_too_many_is_named(String fields, String param) {
    ApiError error = refusal("{" + fields.replace("@", ISSUE) + "}");
    assertThat(error.code()).isEqualTo("parameter_invalid");
    assertThat(error.type()).isEqualTo("invalid_request_error");
    assertThat(error.param()).isEqualTo(param);
  }

  /// Each field in each type, in front of the others.
  @Test
  void a_field_of_another_type_is_named_and_never_changes_how_others_are_read() {
    Map<String, String> good =
        Map.of(
            "action", "'issue_credential'",
            "request_id", "'r'",
            "kind", "'account_api_key'",
            "account_id", "'biz_1'",
            "scopes", "['ad_campaign:update']",
            "expires_at", "'2027-01-31T09:00:00Z'",
            "not_before", "'2026-01-31T09:00:00Z'",
            "api_version", "'2026-06-20'",
            "secret_sha256", "'" + "a".repeat(64) + "'");
    for (String field : good.keySet()) {
      for (String value :
          List.of(
              "true",
              "0",
              "1801386000",
              "1.5",
              "[1]",
              "[null]",
              "[['ad_campaign:update']]",
              "{}",
              "{'action':'revoke_credential','credential_id':'cred_1'}",
              "{'a':{'account_id':'biz_9'}}")) {
        ApiError error =
            refusal(
                good.entrySet().stream()
                    .filter(it -> !it.getKey().equals(field))
                    .map(it -> "'%s':%s".formatted(it.getKey(), it.getValue()))
                    .collect(Collectors.joining(",", "{'%s':%s,".formatted(field, value), "}")));
        assertThat(error.code()).as("%s %s", field, value).isEqualTo("parameter_invalid");
        assertThat(error.param()).isEqualTo(field);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "'x'", "{", "{'action'}", "{}{}", "{'a':NaN}", "{'a':1,}"})
  void what_is_no_json_object_is_refused(String text) {
    assertThat(refusal(text).code()).isEqualTo("invalid_json");
  }

  /// Exact messages, for the first fault in this order. Twice or no JSON, whichever comes first in
  /// the text; the type of the whole; what follows it; the fields.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``||The request must be a JSON object.",
        "null||The request must be a JSON object.",
        "null null||The request must be a JSON object.",
        "null x||The request must be a JSON object.",
        "[||The request must be a JSON object.",
        "nul||The request is not valid JSON.",
        "{'action':||The request is not valid JSON.",
        "{} x||The request is not valid JSON.",
        "{}{||The request must be one JSON object, and nothing after it.",
        "{'a':1,'b':2,'a':||The request is not valid JSON.",
        "{'a':1,'b':2,'a':[|a|A field appears twice in the request.",
        "{'a':1,'b':2,'a':1}{}|a|A field appears twice in the request.",
        "{'a':1}|action|action is missing. It must be @.",
        "{'action':1}|action|action must be @.",
        "{'action':'x','a':1}|action|action must be @.",
        "{'action':'revoke_credential','a':1}|credential_id|credential_id is missing. It must be cred_ followed by 1 to 64 letters and digits.",
        "{'b':1,'action':'revoke_credential','credential_id':'cred_1','a':1}|b|The request has an unknown field. This action takes action, credential_id.",
        "{'action':'record_membership','user_id':'user_1','account_id':'biz_1','scopes':[1]}|scopes|scopes must be a list of these, each at most once: ad_campaign:update, ad_campaign:basic:read, access_pass:basic:read, company:balance:read.",
      })
  void a_refusal_says_what_is_wrong_first(String text, @Nullable String param, String message) {
    ApiError error = refusal(text);
    assertThat(error.message()).isEqualTo(message.replace("@", ACTIONS));
    assertThat(error.param()).isEqualTo(param);
  }

  @Test
  void a_field_that_comes_twice_is_named() {
    ApiError error =
        refusal("{'action':'revoke_credential','credential_id':'cred_1','credential_id':'cred_2'}");
    assertThat(error.code()).isEqualTo("invalid_json");
    assertThat(error.param()).isEqualTo("credential_id");
  }

  @Test
  void more_than_16_kilobytes_are_refused() {
    String request = "{'action':'revoke_credential','credential_id':'cred_1'}";
    assertThat(read(request + " ".repeat(16 * 1024 - request.length())))
        .isInstanceOf(OperatorRequest.Revoke.class);
    assertThat(refusal(request + " ".repeat(16 * 1024 - request.length() + 1)).type())
        .isEqualTo("invalid_request_error");
  }

  @Test
  void deep_nesting_is_refused_and_does_not_overflow() {
    assertThat(refusal("{'a':" + "[".repeat(16_000)).code()).isEqualTo("invalid_json");
  }

  /// An operator may paste a secret where its SHA-256 belongs. The response must not repeat it.
  @Test
  void a_refusal_repeats_no_value() {
    for (String field :
        new String[] {
          "action", "request_id", "kind", "account_id", "expires_at", "secret_sha256", "scopes"
        }) {
      String request = "{%s,'scopes':[],'%s':'im_acc hidden'}".formatted(ISSUE, field);
      assertThat(refusal(request.replaceFirst("'" + field + "':[^,}]*,", "")).toString())
          .doesNotContain("hidden");
    }
  }

  private static OperatorRequest issue(Holder holder, @Nullable Instant expiresAt) {
    return new OperatorRequest.Issue(
        new IssueCredential.Request("r", holder, Set.of(), null, expiresAt, null, null));
  }

  private static OperatorRequest narrow(Narrowing narrowing) {
    return new OperatorRequest.Narrow(new CredentialId("cred_1"), narrowing);
  }

  private static ApiError refusal(String text) {
    OperatorRequest request = read(text);
    assertThat(request).isInstanceOf(OperatorRequest.Refused.class);
    return ((OperatorRequest.Refused) request).error();
  }

  /// Apostrophes stand for quotation marks.
  private static OperatorRequest read(String text) {
    try {
      return new OperatorRequestReader(new ApiVersions("2099-01-01", NewerApiVersions.REFUSE))
          .read(new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
