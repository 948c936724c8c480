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
import dev.intermission.store.StoreUnavailableException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private final List<String> tokens = new ArrayList<>();
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
          (token, now) -> {
            tokens.add(token);
            return GOOD;
          });

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
  void a_clock_that_jumps_back_brings_no_verdict_back() {
    Secret secret = issue(1, null, null);
    String header = "Bearer " + secret.reveal();
    assertThat(check.check(header, NOW)).isEqualTo(GOOD);
    stored.remove(secret.hash());
    assertThat(check.check(header, NOW.plusSeconds(30))).isEqualTo(BAD);
    assertThat(check.check(header, NOW.plusSeconds(10))).isEqualTo(BAD);
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

  @Test
  void bad_secrets_do_not_crowd_out_a_good_one() {
    String good = "Bearer " + issue(0, null, null).reveal();
    check.check(good, NOW);
    for (int i = 1; i <= 10_000; i++) {
      check.check("Bearer " + Secret.of(SecretKind.ACCOUNT_API_KEY, random(i)).reveal(), NOW);
    }
    reads = 0;
    assertThat(check.check(good, NOW)).isEqualTo(GOOD);
    assertThat(reads).isZero();
  }

  /// Counts what the garbage collector may not take away.
  @Test
  void ten_thousand_different_bad_secrets_leave_memory_flat() {
    List<WeakReference<SecretHash>> hashes = new ArrayList<>();
    CredentialCheck attacked =
        new CredentialCheck(
            hash -> {
              hashes.add(new WeakReference<>(hash));
              return Optional.empty();
            },
            (jwt, now) -> new Verdict.Bad());
    for (int i = 0; i < 10_000; i++) {
      Secret secret = Secret.of(SecretKind.ACCOUNT_API_KEY, random(i));
      attacked.check("Bearer " + secret.reveal(), NOW.plusMillis(i));
    }
    System.gc();
    assertThat(hashes).hasSize(10_000);
    assertThat(hashes).filteredOn(hash -> !hash.refersTo(null)).hasSizeLessThanOrEqualTo(1000);
    // Still in use: else it would be collected as a whole.
    assertThat(attacked.check(null, NOW)).isEqualTo(BAD);
  }

  @Test
  void a_secret_that_leads_to_a_credential_of_another_kind_is_bad() {
    Secret secret = Secret.of(SecretKind.USER_OAUTH_TOKEN, random(1));
    stored.put(secret.hash(), new Credential(CALLER, null, null, null));
    assertThat(check.check("Bearer " + secret.reveal(), NOW)).isEqualTo(BAD);
  }

  @Test
  void one_that_does_not_count_yet_is_bad_and_good_from_its_time_on() {
    Secret secret = Secret.of(SecretKind.ACCOUNT_API_KEY, random(1));
    stored.put(secret.hash(), new Credential(CALLER, NOW.plusSeconds(5), null, null));
    String header = "Bearer " + secret.reveal();
    assertThat(check.check(header, NOW)).isEqualTo(BAD);
    assertThat(check.check(header, NOW.plusSeconds(5))).isEqualTo(GOOD);
  }

  @Test
  void what_has_the_form_of_a_jwt_is_judged_as_one_and_costs_no_read() {
    String longest = "a.b." + "c".repeat(8192 - 4);
    for (String jwt : List.of("eyJ.eyJ.c2ln", "_-9.A.z", longest)) {
      tokens.clear();
      assertThat(check.check("Bearer " + jwt, NOW)).isEqualTo(GOOD);
      assertThat(tokens).containsExactly(jwt);
    }
    assertThat(reads).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b",
        "a.b.",
        ".b.c",
        "a..c",
        "a.b.c.d.e",
        "a.b.c=",
        "a.b.ü",
        "a.b.c,",
        "im_acc_0.b",
        "abc"
      })
  void what_has_neither_form_is_judged_by_nobody(String text) {
    assertThat(check.check("Bearer " + text, NOW)).isEqualTo(BAD);
    assertThat(tokens).isEmpty();
    assertThat(reads).isZero();
  }

  @Test
  void a_token_of_more_than_eight_kilobytes_is_judged_by_nobody() {
    assertThat(check.check("Bearer a.b." + "c".repeat(8192 - 3), NOW)).isEqualTo(BAD);
    assertThat(tokens).isEmpty();
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
