package dev.intermission.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Holder ACCOUNT = new Holder.Account(new AccountId("biz_1"));

  @Test
  void without_times_it_always_counts() {
    assertThat(credential(ACCOUNT, null, null, null).isGoodAt(NOW)).isTrue();
    assertThat(credential(ACCOUNT, null, null, null).isGoodAt(Instant.EPOCH)).isTrue();
  }

  @Test
  void it_counts_from_its_beginning_on_and_not_from_its_expiry_on() {
    Credential credential = credential(ACCOUNT, NOW, NOW.plusSeconds(10), null);

    assertThat(credential.isGoodAt(NOW.minusMillis(1))).isFalse();
    assertThat(credential.isGoodAt(NOW)).isTrue();
    assertThat(credential.isGoodAt(NOW.plusMillis(9_999))).isTrue();
    assertThat(credential.isGoodAt(NOW.plusSeconds(10))).isFalse();
  }

  @Test
  void a_revoked_one_never_counts_again_whatever_the_clock_says() {
    Credential credential = credential(ACCOUNT, null, null, NOW);

    assertThat(credential.isGoodAt(NOW)).isFalse();
    assertThat(credential.isGoodAt(NOW.minusSeconds(60))).isFalse();
  }

  @Test
  void its_kind_follows_from_its_holder() {
    assertThat(credential(ACCOUNT, null, null, null).kind()).isEqualTo(SecretKind.ACCOUNT_API_KEY);
    assertThat(credential(new Holder.App(new AppId("app_1")), null, null, null).kind())
        .isEqualTo(SecretKind.APP_API_KEY);
    assertThat(credential(new Holder.User(new UserId("user_1")), null, null, null).kind())
        .isEqualTo(SecretKind.USER_OAUTH_TOKEN);
  }

  @Test
  void a_member_of_an_account_has_none() {
    Holder member = new Holder.Member(new UserId("user_1"), new AccountId("biz_1"));

    assertThatIllegalArgumentException().isThrownBy(() -> credential(member, null, null, null));
  }

  private static Credential credential(
      Holder holder,
      @Nullable Instant notBefore,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {
    return new Credential(
        new Caller("cred_1", holder, Set.of(), null), notBefore, expiresAt, revokedAt);
  }
}
