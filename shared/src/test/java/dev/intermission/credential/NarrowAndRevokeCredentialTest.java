package dev.intermission.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.credential.NarrowCredential.Outcome;
import dev.intermission.model.AccountId;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NarrowAndRevokeCredentialTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
  private static final CredentialId ID = new CredentialId("cred_1");
  private static final CredentialId UNKNOWN = new CredentialId("cred_2");
  private static final SecretHash SECRET = new SecretHash("ab".repeat(32));
  private static final Set<Scope> SCOPES =
      Set.of(Scope.AD_CAMPAIGN_UPDATE, Scope.COMPANY_BALANCE_READ);

  private final InMemoryCredentials records = new InMemoryCredentials();
  private final NarrowCredential narrowCredential = new NarrowCredential(records);
  private final RevokeCredential revokeCredential = new RevokeCredential(records);

  @BeforeEach
  void issue() {
    records.issue(new NewCredential(ID, credential(SCOPES, END, null), SECRET, "request"));
  }

  @Test
  void scopes_and_end_are_narrowed_alone_and_together() {
    Set<Scope> fewer = Set.of(Scope.AD_CAMPAIGN_UPDATE);
    assertThat(narrow(fewer, null)).isEqualTo(shown(credential(fewer, END, null)));
    Instant sooner = END.minusSeconds(1);
    assertThat(narrow(null, sooner)).isEqualTo(shown(credential(fewer, sooner, null)));
    Instant soonest = END.minusSeconds(2);
    assertThat(narrow(Set.of(), soonest)).isEqualTo(shown(credential(Set.of(), soonest, null)));
  }

  @Test
  void narrowing_twice_is_the_same_as_once() {
    for (int i = 0; i < 2; i++) {
      assertThat(narrow(SCOPES, END)).isEqualTo(shown(credential(SCOPES, END, null)));
    }
  }

  @Test
  void a_credential_without_an_end_gets_one() {
    SecretHash endless = new SecretHash("cd".repeat(32));
    records.issue(new NewCredential(UNKNOWN, credential(SCOPES, null, null), endless, "request"));
    assertThat(narrowCredential.narrow(UNKNOWN, new Narrowing(null, END), NOW))
        .isEqualTo(shown(credential(SCOPES, END, null)));
  }

  @Test
  void nothing_is_ever_widened() {
    refused(narrow(Set.of(Scope.AD_CAMPAIGN_UPDATE, Scope.AD_CAMPAIGN_BASIC_READ), null), "scopes");
    refused(narrow(null, END.plusSeconds(1)), "expires_at");
    refused(narrow(SCOPES, END.plusSeconds(1)), "expires_at");
    assertThat(records.credential(SECRET)).isEqualTo(credential(SCOPES, END, null));
  }

  @Test
  void an_end_that_has_passed_is_a_revocation_and_refused_here() {
    refused(narrow(null, NOW), "expires_at");
    assertThat(records.credential(SECRET)).isEqualTo(credential(SCOPES, END, null));
  }

  /// The end would be stored as an unreadable time, and block the credential.
  @Test
  void an_end_that_cannot_be_stored_is_refused() {
    SecretHash endless = new SecretHash("cd".repeat(32));
    records.issue(new NewCredential(UNKNOWN, credential(SCOPES, null, null), endless, "request"));
    Instant tooLate = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);
    refused(narrowCredential.narrow(UNKNOWN, new Narrowing(null, tooLate), NOW), "expires_at");
    assertThat(records.credential(endless)).isEqualTo(credential(SCOPES, null, null));
  }

  @Test
  void a_credential_that_was_never_issued_is_not_found() {
    assertThat(narrowCredential.narrow(UNKNOWN, new Narrowing(SCOPES, null), NOW))
        .isEqualTo(new Outcome.NotFound());
    assertThat(revokeCredential.revoke(UNKNOWN, NOW)).isEmpty();
    assertThat(new ListCredentials(records).of(UNKNOWN))
        .isEqualTo(new CredentialPage(List.of(), List.of(), null));
  }

  @Test
  void the_first_revocation_stays() {
    Credential revoked = credential(SCOPES, END, NOW);
    assertThat(revokeCredential.revoke(ID, NOW)).contains(new Parsed.Valid<>(revoked));
    assertThat(revokeCredential.revoke(ID, NOW.plusSeconds(9)))
        .contains(new Parsed.Valid<>(revoked));
    assertThat(new ListCredentials(records).of(ID).credentials())
        .containsExactly(new Parsed.Valid<>(revoked));
  }

  @Test
  void a_broken_item_is_shown_as_broken_and_not_mended() {
    records.breakItem(SECRET, "kind");
    Parsed<Credential> broken =
        new Parsed.Invalid<>(new ItemError("credentials", ID.value(), "kind"));
    assertThat(narrow(Set.of(), null)).isEqualTo(new Outcome.Shown(broken));
    assertThat(revokeCredential.revoke(ID, NOW)).contains(broken);
  }

  private Outcome narrow(@Nullable Set<Scope> scopes, @Nullable Instant end) {
    return narrowCredential.narrow(ID, new Narrowing(scopes, end), NOW);
  }

  private static Outcome shown(Credential credential) {
    return new Outcome.Shown(new Parsed.Valid<>(credential));
  }

  private static void refused(Outcome outcome, String param) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.param()).isEqualTo(param));
  }

  private static Credential credential(
      Set<Scope> scopes, @Nullable Instant end, @Nullable Instant revokedAt) {
    return new Credential(
        new Caller(ID.value(), new Holder.Account(new AccountId("biz_demo")), scopes, null),
        null,
        end,
        revokedAt);
  }
}
