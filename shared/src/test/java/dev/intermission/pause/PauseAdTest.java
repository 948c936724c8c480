package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.Samples;
import dev.intermission.port.InMemoryAdCampaigns.LostAnswer;
import dev.intermission.port.InMemoryAds;
import dev.intermission.port.InMemoryAds.Item;
import dev.intermission.port.InMemoryGrants;
import dev.intermission.port.ItemError;
import dev.intermission.port.StoreUnavailableException;
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

  private final InMemoryAds ads = new InMemoryAds();
  private final PauseAd pauseAd = new PauseAd(ads, new AccountAccess(new InMemoryGrants()));

  @Test
  void an_active_ad_is_paused() {
    Ad before = put(AdStatus.ACTIVE);

    Ad shown = paused(pauseAd.pause(ID, CALLER, NOW));

    assertThat(shown.status()).isEqualTo(AdStatus.PAUSED);
    assertThat(shown.updatedAt()).isEqualTo(NOW_SHOWN);
    assertThat(shown).isEqualTo(before.paused(NOW));
    assertThat(ads.item(ID).status()).isEqualTo(AdStatus.PAUSED);
    assertThat(ads.item(ID).changedBy()).isEqualTo("key_1");
    assertThat(ads.item(ID).ad()).as("the answer is what is stored").isEqualTo(shown);
    assertThat(ads.finds()).as("one step suffices").isZero();
  }

  @Test
  void pausing_a_paused_ad_changes_nothing() {
    Ad before = put(AdStatus.PAUSED);
    Item stored = ads.item(ID);

    assertThat(paused(pauseAd.pause(ID, CALLER, NOW))).isEqualTo(before);

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

    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(new AdOutcome.NotAllowed(status));

    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_missing_ad_is_not_found() {
    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(new AdOutcome.NotFound());
  }

  @ParameterizedTest
  @EnumSource(AdStatus.class)
  void another_accounts_ad_is_not_found_and_not_touched(AdStatus status) {
    put(status);
    Item stored = ads.item(ID);

    assertThat(pauseAd.pause(ID, STRANGER, NOW)).isEqualTo(new AdOutcome.NotFound());

    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_broken_ad_is_paused_before_it_is_called_unreadable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), AdStatus.ACTIVE, "clicks");

    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(unreadable("clicks"));

    assertThat(ads.item(ID).status()).isEqualTo(AdStatus.PAUSED);
  }

  @Test
  void a_broken_ad_that_is_paused_already_is_unreadable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.PAUSED), AdStatus.PAUSED, "clicks");

    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(unreadable("clicks"));
  }

  @Test
  void a_status_that_is_not_on_the_list_is_unreadable_and_never_overwritten() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), null, "status");
    Item stored = ads.item(ID);

    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(unreadable("status"));

    assertThat(ads.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_broken_ad_in_review_is_not_pausable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.IN_REVIEW), AdStatus.IN_REVIEW, "clicks");

    assertThat(pauseAd.pause(ID, CALLER, NOW))
        .isEqualTo(new AdOutcome.NotAllowed(AdStatus.IN_REVIEW));
  }

  @Test
  void another_accounts_broken_ad_is_not_found() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), AdStatus.ACTIVE, "clicks");
    assertThat(pauseAd.pause(ID, STRANGER, NOW)).isEqualTo(new AdOutcome.NotFound());

    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), null, "status");
    assertThat(pauseAd.pause(ID, STRANGER, NOW)).isEqualTo(new AdOutcome.NotFound());
  }

  @Test
  void a_lost_answer_to_a_committed_pause_is_found_by_one_read() {
    Ad before = put(AdStatus.ACTIVE);
    ads.loseNextAnswer(LostAnswer.CARRIED_OUT);

    assertThat(paused(pauseAd.pause(ID, CALLER, NOW))).isEqualTo(before.paused(NOW));

    assertThat(ads.finds()).isEqualTo(1);
  }

  @Test
  void a_lost_answer_to_a_pause_that_was_not_committed_is_unconfirmed() {
    put(AdStatus.ACTIVE);
    ads.loseNextAnswer(LostAnswer.NOT_CARRIED_OUT);

    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(new AdOutcome.Unconfirmed());

    assertThat(ads.item(ID).status()).as("it is not repeated").isEqualTo(AdStatus.ACTIVE);
    assertThat(ads.finds()).isEqualTo(1);
  }

  @Test
  void a_lost_answer_is_made_up_for_by_somebody_elses_pause() {
    put(AdStatus.ACTIVE);
    ads.loseNextAnswer(LostAnswer.NOT_CARRIED_OUT);
    Ad theirs = Samples.ad("ad_1", AdStatus.ACTIVE).paused(NOW.plusSeconds(1));
    ads.beforeNextFind(() -> ads.put(theirs));

    assertThat(paused(pauseAd.pause(ID, CALLER, NOW))).isEqualTo(theirs);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdStatus.class,
      names = {"ACTIVE", "IN_REVIEW", "REJECTED"})
  void a_lost_answer_and_another_status_by_then_is_unconfirmed(AdStatus status) {
    put(AdStatus.ACTIVE);
    ads.loseNextAnswer(LostAnswer.CARRIED_OUT);
    ads.beforeNextFind(() -> put(status));

    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(new AdOutcome.Unconfirmed());
  }

  @Test
  void a_lost_answer_for_an_ad_that_is_gone_or_somebody_elses_is_not_found() {
    ads.loseNextAnswer(LostAnswer.NOT_CARRIED_OUT);
    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(new AdOutcome.NotFound());

    put(AdStatus.PAUSED);
    ads.loseNextAnswer(LostAnswer.NOT_CARRIED_OUT);
    assertThat(pauseAd.pause(ID, STRANGER, NOW)).isEqualTo(new AdOutcome.NotFound());
  }

  @Test
  void a_lost_answer_for_a_broken_ad_that_is_paused_is_unreadable() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), AdStatus.ACTIVE, "clicks");
    ads.loseNextAnswer(LostAnswer.CARRIED_OUT);

    assertThat(pauseAd.pause(ID, CALLER, NOW)).isEqualTo(unreadable("clicks"));
  }

  @Test
  void a_lost_answer_and_a_store_that_cannot_be_asked_is_a_fault() {
    put(AdStatus.ACTIVE);
    ads.loseNextAnswer(LostAnswer.CARRIED_OUT);
    ads.makeFindUnavailable();

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> pauseAd.pause(ID, CALLER, NOW));
  }

  @Test
  void a_store_that_is_not_available_is_a_fault() {
    put(AdStatus.ACTIVE);
    ads.makePauseUnavailable();

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> pauseAd.pause(ID, CALLER, NOW));
    assertThat(ads.finds()).isZero();
  }

  private Ad put(AdStatus status) {
    Ad ad = Samples.ad("ad_1", status);
    ads.put(ad);
    return ad;
  }

  private static Ad paused(AdOutcome outcome) {
    assertThat(outcome).isInstanceOf(AdOutcome.Shown.class);
    return ((AdOutcome.Shown) outcome).ad();
  }

  private static AdOutcome unreadable(String attribute) {
    return new AdOutcome.Unreadable(new ItemError("ads", "ad_1", attribute));
  }

  private static Caller caller(AccountId account) {
    return new Caller("key_1", new Holder.Account(account), Set.of(), null);
  }
}
