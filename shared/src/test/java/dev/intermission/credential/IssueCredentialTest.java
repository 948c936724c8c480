package dev.intermission.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.credential.InMemoryCredentials.LostResponse;
import dev.intermission.credential.IssueCredential.Outcome;
import dev.intermission.credential.IssueCredential.Request;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IssueCredentialTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-22T11:00:00Z");
  private static final Holder ACCOUNT = new Holder.Account(new AccountId("biz_demo"));
  private static final SecretHash OPERATORS_OWN = new SecretHash("ab".repeat(32));

  private final InMemoryCredentials records = new InMemoryCredentials();
  private int made;
  private final IssueCredential issueCredential =
      new IssueCredential(
          records, kind -> Secret.of(kind, ByteBuffer.allocate(32).putInt(++made).array()));

  static List<Holder> holders() {
    return List.of(
        ACCOUNT, new Holder.App(new AppId("app_1")), new Holder.User(new UserId("user_1")));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void a_credential_has_what_was_asked_for_and_its_secret_is_of_its_kind(Holder holder) {
    Set<Scope> scopes = Set.of(Scope.AD_CAMPAIGN_UPDATE);
    Outcome.Issued issued =
        issued(new Request("r1", holder, scopes, NOW, LATER, "2026-07-08-1", null));

    Secret secret = Objects.requireNonNull(issued.secret());
    assertThat(secret.kind()).isEqualTo(SecretKind.of(holder));
    Credential credential = issued.credential();
    assertThat(records.credential(secret.hash())).isEqualTo(credential);
    assertThat(credential.caller().holder()).isEqualTo(holder);
    assertThat(credential.caller().scopes()).isEqualTo(scopes);
    assertThat(credential.caller().pinnedVersion()).isEqualTo("2026-07-08-1");
    assertThat(credential.caller().credentialId()).isEqualTo(CredentialId.of("r1").value());
    assertThat(credential.notBefore()).isEqualTo(NOW);
    assertThat(credential.expiresAt()).isEqualTo(LATER);
    assertThat(credential.revokedAt()).isNull();
  }

  @Test
  void a_secret_that_the_operator_made_is_known_by_its_sha256_only() {
    assertThat(issued(request("r1", OPERATORS_OWN)).secret()).isNull();
    assertThat(records.credential(OPERATORS_OWN).caller().credentialId())
        .isEqualTo(CredentialId.of("r1").value());
    assertThat(made).isZero();
  }

  @Test
  void a_credential_never_counts_longer_than_asked() {
    Outcome.Issued issued =
        issued(
            new Request(
                "r1", ACCOUNT, Set.of(), NOW.plusMillis(1), LATER.plusMillis(999), null, null));
    assertThat(issued.credential().notBefore()).isEqualTo(NOW.plusSeconds(1));
    assertThat(issued.credential().expiresAt()).isEqualTo(LATER);
  }

  @Test
  void a_repeated_request_issues_once_and_shows_the_credential_as_it_is_now() {
    Outcome.Issued first = issued(request("r1", null));
    SecretHash secret = Objects.requireNonNull(first.secret()).hash();
    new RevokeCredential(records).revoke(CredentialId.of("r1"), LATER);

    assertThat(issueCredential.issue(request("r1", null), NOW))
        .isEqualTo(new Outcome.Replayed(new Parsed.Valid<>(records.credential(secret))));
    assertThat(records.credential(secret).revokedAt()).isEqualTo(LATER);
    assertThat(records.count()).isEqualTo(1);
  }

  @Test
  void the_order_of_scopes_makes_no_other_request() {
    for (Set<Scope> scopes :
        List.of(
            Set.of(Scope.AD_CAMPAIGN_UPDATE, Scope.COMPANY_BALANCE_READ),
            Set.of(Scope.COMPANY_BALANCE_READ, Scope.AD_CAMPAIGN_UPDATE))) {
      assertThat(
              issueCredential.issue(
                  new Request("r1", ACCOUNT, scopes, null, null, null, null), NOW))
          .isNotInstanceOf(Outcome.RequestIdTaken.class);
    }
  }

  /// Stored, and compared with what later requests say: other words would be another request.
  @Test
  void what_was_asked_for_is_kept_in_these_words() {
    issued(
        new Request(
            "r1",
            ACCOUNT,
            Set.of(Scope.COMPANY_BALANCE_READ, Scope.AD_CAMPAIGN_UPDATE),
            null,
            LATER,
            null,
            OPERATORS_OWN));
    assertThat(records.find(CredentialId.of("r1")).orElseThrow().request())
        .isEqualTo(
            "holder=biz_demo scopes=ad_campaign:update,company:balance:read not_before=null"
                + " expires_at=2026-11-22T11:00:00Z api_version=null secret_sha256="
                + "ab".repeat(32));
  }

  static List<Request> others() {
    Set<Scope> all = Set.of(Scope.values());
    return List.of(
        new Request("r1", new Holder.App(new AppId("app_1")), all, null, null, null, null),
        new Request(
            "r1", new Holder.Account(new AccountId("biz_other")), all, null, null, null, null),
        new Request("r1", ACCOUNT, Set.of(), null, null, null, null),
        new Request("r1", ACCOUNT, all, NOW, null, null, null),
        new Request("r1", ACCOUNT, all, null, LATER, null, null),
        new Request("r1", ACCOUNT, all, null, null, "2025-01-01", null),
        new Request("r1", ACCOUNT, all, null, null, null, OPERATORS_OWN));
  }

  @ParameterizedTest
  @MethodSource("others")
  void another_request_under_the_same_request_id_is_refused(Request other) {
    issued(request("r1", null));
    assertThat(issueCredential.issue(other, NOW)).isEqualTo(new Outcome.RequestIdTaken());
    assertThat(records.count()).isEqualTo(1);
  }

  @Test
  void a_sha256_that_leads_to_another_credential_is_refused() {
    issued(request("r1", OPERATORS_OWN));
    assertThat(issueCredential.issue(request("r2", OPERATORS_OWN), NOW))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.param()).isEqualTo("secret_sha256"));
    assertThat(records.credential(OPERATORS_OWN).caller().credentialId())
        .isEqualTo(CredentialId.of("r1").value());
  }

  @Test
  void a_write_that_had_its_effect_although_its_response_got_lost_shows_the_secret() {
    records.loseNextResponse(LostResponse.AFTER_EFFECT);
    Secret secret = Objects.requireNonNull(issued(request("r1", null)).secret());
    assertThat(records.credential(secret.hash()).isGoodAt(NOW)).isTrue();
    assertThat(records.writes()).isEqualTo(1);
  }

  @Test
  void a_write_that_had_no_effect_is_not_confirmed_and_may_be_asked_for_again() {
    records.loseNextResponse(LostResponse.BEFORE_EFFECT);
    assertThat(issueCredential.issue(request("r1", null), NOW))
        .isEqualTo(new Outcome.Unconfirmed());
    assertThat(issued(request("r1", null)).secret()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(LostResponse.class)
  void a_lost_response_to_a_repeated_request_gives_no_secret_away(LostResponse how) {
    issued(request("r1", null));
    records.loseNextResponse(how);
    assertThat(issueCredential.issue(request("r1", null), NOW))
        .isInstanceOf(Outcome.Replayed.class);
  }

  @Test
  void a_lost_response_about_an_operators_own_secret_is_found_issued() {
    records.loseNextResponse(LostResponse.AFTER_EFFECT);
    assertThat(issueCredential.issue(request("r1", OPERATORS_OWN), NOW))
        .isInstanceOf(Outcome.Replayed.class);
    assertThat(records.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, 2026-11-22T10:00:00Z, expires_at",
        "-, 2026-11-22T10:00:00.999Z, expires_at",
        "-, 2026-11-22T09:59:59Z, expires_at",
        "-, +10000-01-01T00:00:00Z, expires_at",
        "2026-11-22T11:00:00Z, 2026-11-22T11:00:00Z, not_before",
        "2026-11-22T10:59:59.001Z, 2026-11-22T11:00:00.999Z, not_before",
        "2026-11-22T12:00:00Z, 2026-11-22T11:00:00Z, not_before",
        "1969-12-31T23:59:59Z, -, not_before",
        "9999-12-31T23:59:59.001Z, -, not_before",
      })
  void a_time_at_which_it_could_never_count_is_refused_by_name(
      @Nullable Instant notBefore, @Nullable Instant expiresAt, String param) {
    assertThat(
            issueCredential.issue(
                new Request("r1", ACCOUNT, Set.of(), notBefore, expiresAt, null, null), NOW))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.param()).isEqualTo(param));
    assertThat(records.writes()).isZero();
    assertThat(made).isZero();
  }

  @Test
  void a_request_that_was_met_in_time_is_replayed_after_its_end_too() {
    Request request = new Request("r1", ACCOUNT, Set.of(), null, LATER, null, null);
    issued(request);
    assertThat(issueCredential.issue(request, LATER)).isInstanceOf(Outcome.Replayed.class);
  }

  @Test
  void another_request_under_its_id_is_refused_after_its_end_too() {
    issued(new Request("r1", ACCOUNT, Set.of(), null, LATER, null, null));
    Request other = new Request("r1", ACCOUNT, Set.of(Scope.values()), null, LATER, null, null);
    assertThat(issueCredential.issue(other, LATER)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_broken_item_is_shown_as_broken() {
    records.breakItem(Objects.requireNonNull(issued(request("r1", null)).secret()).hash(), "kind");
    assertThat(issueCredential.issue(request("r1", null), NOW))
        .isEqualTo(
            new Outcome.Replayed(
                new Parsed.Invalid<>(
                    new ItemError("credentials", CredentialId.of("r1").value(), "kind"))));
  }

  private static Request request(String requestId, @Nullable SecretHash secret) {
    return new Request(requestId, ACCOUNT, Set.of(Scope.values()), null, null, null, secret);
  }

  private Outcome.Issued issued(Request request) {
    Outcome outcome = issueCredential.issue(request, NOW);
    assertThat(outcome).isInstanceOf(Outcome.Issued.class);
    return (Outcome.Issued) outcome;
  }
}
