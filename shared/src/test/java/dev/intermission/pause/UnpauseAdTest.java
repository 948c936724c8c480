package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Outcome;
import dev.intermission.access.Seen;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseState;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.LostResponse;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Unpausing an ad, where it differs from pausing. The rest is tested with pausing: both are one
/// change of status.
class UnpauseAdTest {
  private static final AdId ID = new AdId("ad_1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123456Z");
  private static final Caller CALLER =
      new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);
  private static final Caller STRANGER =
      new Caller("key_1", new Holder.Account(Samples.OTHER_ACCOUNT), Set.of(), null);

  private final FaultyStore<AdStatus, Ad> ads = FaultyStore.ofAds();
  private final UnpauseAd unpauseAd = new UnpauseAd(ads, new AccountAccess(new InMemoryGrants()));

  @Test
  void a_paused_ad_is_active_again() {
    Ad before = put(AdStatus.PAUSED);

    assertThat(unpauseAd.unpause(ID, CALLER, NOW).make())
        .isEqualTo(Seen.Shown.changed(before.changedTo(PauseState.of(AdStatus.ACTIVE), NOW)));

    assertThat(ads.item(ID).state().status()).isEqualTo(AdStatus.ACTIVE);
    assertThat(ads.item(ID).changedBy()).isEqualTo("key_1");
    assertThat(ads.item(ID).updatedAt()).isEqualTo(Instant.parse("2026-06-01T12:00:00.123Z"));
  }

  @Test
  void unpausing_an_active_ad_changes_nothing() {
    Ad before = put(AdStatus.ACTIVE);
    Item stored = ads.item(ID);
    assertThat(unpauseAd.unpause(ID, CALLER, NOW).make()).isEqualTo(new Seen.Shown<>(before));
    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdStatus.class,
      names = {"IN_REVIEW", "REJECTED"})
  void a_review_verdict_is_never_overwritten(AdStatus status) {
    put(status);
    assertThat(unpauseAd.unpause(ID, CALLER, NOW).make())
        .isEqualTo(new Outcome.NotAllowed<>(status));
    assertThat(ads.item(ID).state().status()).isEqualTo(status);
  }

  @Test
  void another_accounts_ad_and_a_missing_one_do_not_exist() {
    assertThat(unpauseAd.unpause(ID, CALLER, NOW).make()).isEqualTo(new Seen.NotFound<>());
    put(AdStatus.PAUSED);
    assertThat(unpauseAd.unpause(ID, STRANGER, NOW).make()).isEqualTo(new Seen.NotFound<>());
    assertThat(ads.item(ID).state().status()).isEqualTo(AdStatus.PAUSED);
  }

  @Test
  void a_lost_response_is_confirmed_by_the_status_that_is_found() {
    put(AdStatus.PAUSED);
    ads.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);
    assertThat(unpauseAd.unpause(ID, CALLER, NOW).make()).isInstanceOf(Seen.Shown.class);

    put(AdStatus.PAUSED);
    ads.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);
    assertThat(unpauseAd.unpause(ID, CALLER, NOW).make()).isEqualTo(new Outcome.Unconfirmed<>());
    assertThat(ads.item(ID).state().status()).isEqualTo(AdStatus.PAUSED);
  }

  private Ad put(AdStatus status) {
    Ad ad = Samples.ad(ID.value(), status);
    ads.put(ad);
    return ad;
  }
}
