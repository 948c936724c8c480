package dev.intermission.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Seen;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.ItemError;
import dev.intermission.store.StoreUnavailableException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetrieveAdTest {
  private static final AdId ID = new AdId("ad_1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Caller CALLER = caller(Samples.ACCOUNT);
  private static final Caller STRANGER = caller(Samples.OTHER_ACCOUNT);

  private final FaultyStore<AdStatus, Ad> ads = FaultyStore.ofAds();
  private final RetrieveAd retrieveAd =
      new RetrieveAd(ads, new AccountAccess(new InMemoryGrants()));

  @ParameterizedTest
  @EnumSource(AdStatus.class)
  void an_ad_is_shown_as_it_is(AdStatus status) {
    Ad ad = Samples.ad("ad_1", status);
    ads.put(ad);

    assertThat(retrieveAd.retrieve(ID, CALLER, NOW)).isEqualTo(new Seen.Shown<>(ad));
  }

  @Test
  void a_missing_ad_is_not_found() {
    assertThat(retrieveAd.retrieve(ID, CALLER, NOW)).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void another_accounts_ad_is_not_found() {
    ads.put(Samples.ad("ad_1", AdStatus.ACTIVE));

    assertThat(retrieveAd.retrieve(ID, STRANGER, NOW)).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void a_broken_ad_is_unreadable_and_another_accounts_is_not_found() {
    ads.putBroken(Samples.ad("ad_1", AdStatus.ACTIVE), "status");

    assertThat(retrieveAd.retrieve(ID, CALLER, NOW))
        .isEqualTo(new Seen.Unreadable<>(new ItemError("ads", "ad_1", "status")));
    assertThat(retrieveAd.retrieve(ID, STRANGER, NOW)).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void a_store_that_is_not_available_is_a_fault() {
    ads.makeUnavailable(Step.FIND);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> retrieveAd.retrieve(ID, CALLER, NOW));
  }

  private static Caller caller(AccountId account) {
    return new Caller("key_1", new Holder.Account(account), Set.of(), null);
  }
}
