package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Outcome;
import dev.intermission.access.Seen;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseState;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.LostResponse;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import dev.intermission.store.StoreUnavailableException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PauseAdTest {
  private static final AdId ID = new AdId("ad_1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123456Z");
  private static final Instant NOW_SHOWN = Instant.parse("2026-06-01T12:00:00.123Z");
  private static final Caller CALLER = caller(Samples.ACCOUNT);
  private static final Caller STRANGER = caller(Samples.OTHER_ACCOUNT);

  private final FaultyStore<AdStatus, Ad> ads = FaultyStore.ofAds();
  private final PauseAd pauseAd = new PauseAd(ads, new AccountAccess(new InMemoryGrants()));

  @Test
  void an_active_ad_is_paused() {
    Ad before = put(AdStatus.ACTIVE);

    Ad shown = paused(pauseAd.pause(ID, CALLER, NOW).make());

    assertThat(shown.state().status()).isEqualTo(AdStatus.PAUSED);
    assertThat(shown.updatedAt()).isEqualTo(NOW_SHOWN);
    assertThat(shown).isEqualTo(before.changedTo(PauseState.of(AdStatus.PAUSED), NOW));
    assertThat(ads.item(ID).state().status()).isEqualTo(AdStatus.PAUSED);
    assertThat(ads.item(ID).changedBy()).isEqualTo("key_1");
    assertThat(ads.calls(Step.FIND)).as("one step suffices").isZero();
    assertThat(ads.find(ID).orElseThrow().parsed())
        .as("the response is what is stored")
        .isEqualTo(new Parsed.Valid<>(shown));
  }

  @Test
  void pausing_a_paused_ad_changes_nothing() {
    Ad before = put(AdStatus.PAUSED);
    Item stored = ads.item(ID);

    assertThat(paused(pauseAd.pause(ID, CALLER, NOW).make())).isEqualTo(before);

    assertThat(before.updatedAt()).isEqualTo(Samples.UPDATED_AT);
    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdStatus.class,
      names = {"IN_REVIEW", "REJECTED"})
  void a_review_verdict_is_never_overwritten(AdStatus status) {
    put(status);
    Item stored = ads.item(ID);

    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(new Outcome.NotAllowed<>(status));

    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_missing_ad_is_not_found() {
    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(new Seen.NotFound<>());
  }

  @ParameterizedTest
  @EnumSource(AdStatus.class)
  void another_accounts_ad_is_not_found_and_not_touched(AdStatus status) {
    put(status);
    Item stored = ads.item(ID);

    assertThat(pauseAd.pause(ID, STRANGER, NOW).make()).isEqualTo(new Seen.NotFound<>());

    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_broken_ad_is_paused_before_it_is_called_unreadable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), "clicks");

    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(unreadable("clicks"));

    assertThat(ads.item(ID).state().status()).isEqualTo(AdStatus.PAUSED);
  }

  @Test
  void a_broken_ad_that_is_paused_already_is_unreadable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.PAUSED), "clicks");

    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(unreadable("clicks"));
  }

  @Test
  void a_status_that_is_not_on_the_list_is_unreadable_and_never_overwritten() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), "status");
    Item stored = ads.item(ID);

    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(unreadable("status"));

    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_broken_ad_in_review_is_not_pausable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.IN_REVIEW), "clicks");

    assertThat(pauseAd.pause(ID, CALLER, NOW).make())
        .isEqualTo(new Outcome.NotAllowed<>(AdStatus.IN_REVIEW));
  }

  @Test
  void another_accounts_broken_ad_is_not_found() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), "clicks");
    assertThat(pauseAd.pause(ID, STRANGER, NOW).make()).isEqualTo(new Seen.NotFound<>());

    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), "status");
    assertThat(pauseAd.pause(ID, STRANGER, NOW).make()).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void a_lost_response_to_a_committed_pause_is_found_by_one_read() {
    Ad before = put(AdStatus.ACTIVE);
    ads.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);

    assertThat(paused(pauseAd.pause(ID, CALLER, NOW).make()))
        .isEqualTo(before.changedTo(PauseState.of(AdStatus.PAUSED), NOW));

    assertThat(ads.calls(Step.FIND)).isEqualTo(1);
  }

  @Test
  void a_lost_response_to_a_pause_that_was_not_committed_is_unconfirmed() {
    put(AdStatus.ACTIVE);
    ads.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);

    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(new Outcome.Unconfirmed<>());

    assertThat(ads.item(ID).state().status()).as("it is not repeated").isEqualTo(AdStatus.ACTIVE);
    assertThat(ads.calls(Step.FIND)).isEqualTo(1);
  }

  @Test
  void a_lost_response_is_made_up_for_by_somebody_elses_pause() {
    put(AdStatus.ACTIVE);
    ads.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);
    Ad theirs =
        Samples.ad("ad_1", AdStatus.PAUSED)
            .with(PauseState.of(AdStatus.PAUSED), NOW.plusSeconds(1));
    ads.beforeNext(Step.FIND, () -> ads.put(theirs));

    assertThat(paused(pauseAd.pause(ID, CALLER, NOW).make())).isEqualTo(theirs);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdStatus.class,
      names = {"ACTIVE", "IN_REVIEW", "REJECTED"})
  void a_lost_response_and_another_status_by_then_is_unconfirmed(AdStatus status) {
    put(AdStatus.ACTIVE);
    ads.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);
    ads.beforeNext(Step.FIND, () -> put(status));

    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(new Outcome.Unconfirmed<>());
  }

  @Test
  void a_lost_response_for_an_ad_that_is_gone_or_somebody_elses_is_not_found() {
    ads.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);
    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(new Seen.NotFound<>());

    put(AdStatus.PAUSED);
    ads.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);
    assertThat(pauseAd.pause(ID, STRANGER, NOW).make()).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void a_lost_response_for_a_broken_ad_that_is_paused_is_unreadable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), "clicks");
    ads.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);

    assertThat(pauseAd.pause(ID, CALLER, NOW).make()).isEqualTo(unreadable("clicks"));
  }

  @Test
  void a_lost_response_and_a_store_that_cannot_be_asked_is_a_fault() {
    put(AdStatus.ACTIVE);
    ads.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);
    ads.makeUnavailable(Step.FIND);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> pauseAd.pause(ID, CALLER, NOW).make());
  }

  @Test
  void a_store_that_is_not_available_is_a_fault() {
    put(AdStatus.ACTIVE);
    ads.makeUnavailable(Step.UPDATE);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> pauseAd.pause(ID, CALLER, NOW).make());
    assertThat(ads.calls(Step.FIND)).isZero();
  }

  private Ad put(AdStatus status) {
    Ad ad = Samples.ad("ad_1", status);
    ads.put(ad);
    return ad;
  }

  private static Ad paused(Outcome<Ad> outcome) {
    assertThat(outcome).isInstanceOf(Seen.Shown.class);
    return ((Seen.Shown<Ad>) outcome).record();
  }

  private static Outcome<Ad> unreadable(String attribute) {
    return new Seen.Unreadable<>(new ItemError("ads", "ad_1", attribute));
  }

  private static Caller caller(AccountId account) {
    return new Caller("key_1", new Holder.Account(account), Set.of(), null);
  }
}
