package dev.intermission.functions.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.model.AccountId;
import dev.intermission.port.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Caller CALLER =
      new Caller(
          "cred_1",
          new Holder.Account(new AccountId("biz_1")),
          Set.of(Scope.AD_CAMPAIGN_UPDATE),
          null);
  private static final Verdict GOOD = new Verdict.Good(CALLER);
  private static final Verdict BAD = new Verdict.Bad();

  private final Map<SecretHash, Credential> stored = new HashMap<>();
  private int reads;
  private boolean isDown;
  private final CredentialCheck check =
      new CredentialCheck(
          secret -> {
            reads++;
            if (isDown) {
              throw new StoreUnavailableException("down", new IOException());
            }
            return Optional.ofNullable(stored.get(secret));
          },
          (token, now) -> new Verdict.Bad());

  @Test
  void a_stored_credential_is_good() {
    assertThat(check.check("Bearer " + issue(1, null, null).reveal(), NOW)).isEqualTo(GOOD);
  }

  @Test
  void the_scheme_is_compared_without_case() {
    assertThat(check.check("bEARER  " + issue(1, null, null).reveal(), NOW)).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic %s",
        "%s",
        "Bearer %s x",
        "Bearer %s, Bearer %s",
        "Bearer x%s",
        "Bearer %sx",
        "Bearer\u00a0%s"
      })
  void another_form_is_bad_and_costs_no_read(String form) {
    String header = form.replace("%s", issue(1, null, null).reveal());
    assertThat(check.check(header, NOW)).isEqualTo(BAD);
    assertThat(reads).isZero();
  }

  @Test
  void none_is_bad() {
    assertThat(check.check(null, NOW)).isEqualTo(BAD);
  }

  @Test
  void a_mistyped_secret_costs_no_read() {
    String secret = issue(1, null, null).reveal();
    char wrong = secret.charAt(20) == 'x' ? 'y' : 'x';
    assertThat(check.check("Bearer " + secret.substring(0, 20) + wrong + secret.substring(21), NOW))
        .isEqualTo(BAD);
    assertThat(reads).isZero();
  }

  @Test
  void an_expired_one_is_bad_from_its_expiry_on_even_if_remembered() {
    String header = "Bearer " + issue(1, NOW.plusSeconds(10), null).reveal();
    assertThat(check.check(header, NOW)).isEqualTo(GOOD);
    assertThat(check.check(header, NOW.plusMillis(9_999))).isEqualTo(GOOD);
    assertThat(check.check(header, NOW.plusSeconds(10))).isEqualTo(BAD);
  }

  @Test
  void a_revoked_one_stops_working_within_thirty_seconds() {
    Secret secret = issue(1, null, null);
    String header = "Bearer " + secret.reveal();
    assertThat(check.check(header, NOW)).isEqualTo(GOOD);
    stored.put(secret.hash(), new Credential(CALLER, null, null, NOW.plusSeconds(1)));
    assertThat(check.check(header, NOW.plusMillis(29_999))).isEqualTo(GOOD);
    assertThat(check.check(header, NOW.plusSeconds(30))).isEqualTo(BAD);
  }

  @Test
  void a_new_one_works_after_five_seconds_at_most() {
    Secret secret = Secret.of(SecretKind.ACCOUNT_API_KEY, new byte[32]);
    String header = "Bearer " + secret.reveal();
    assertThat(check.check(header, NOW)).isEqualTo(BAD);
    issue(0, null, null);
    assertThat(check.check(header, NOW.plusMillis(4_999))).isEqualTo(BAD);
    assertThat(check.check(header, NOW.plusSeconds(5))).isEqualTo(GOOD);
  }

  @Test
  void a_remembered_verdict_costs_no_read() {
    String header = "Bearer " + issue(1, null, null).reveal();
    check.check(header, NOW);
    check.check(header, NOW.plusSeconds(29));
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void a_clock_that_jumps_back_makes_no_verdict_last_longer() {
    Secret secret = issue(1, null, null);
    check.check("Bearer " + secret.reveal(), NOW);
    stored.remove(secret.hash());
    assertThat(check.check("Bearer " + secret.reveal(), NOW.minus(Duration.ofHours(1))))
        .isEqualTo(BAD);
  }

  @Test
  void a_store_that_is_down_is_a_fault_and_never_a_verdict() {
    String header = "Bearer " + issue(1, null, null).reveal();
    isDown = true;
    assertThatThrownBy(() -> check.check(header, NOW))
        .isInstanceOf(StoreUnavailableException.class);
    isDown = false;
    assertThat(check.check(header, NOW)).isEqualTo(GOOD);
  }

  @Test
  void the_number_of_remembered_verdicts_is_bounded() {
    Secret first = Secret.of(SecretKind.ACCOUNT_API_KEY, random(0));
    check.check("Bearer " + first.reveal(), NOW);
    for (int i = 1; i <= 1000; i++) {
      check.check("Bearer " + Secret.of(SecretKind.ACCOUNT_API_KEY, random(i)).reveal(), NOW);
    }
    reads = 0;
    check.check("Bearer " + first.reveal(), NOW);
    assertThat(reads).isEqualTo(1);
  }

  private Secret issue(int seed, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
    Secret secret = Secret.of(SecretKind.ACCOUNT_API_KEY, random(seed));
    stored.put(secret.hash(), new Credential(CALLER, null, expiresAt, revokedAt));
    return secret;
  }

  private static byte[] random(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) (seed >> 8);
    bytes[31] = (byte) seed;
    return bytes;
  }
}
