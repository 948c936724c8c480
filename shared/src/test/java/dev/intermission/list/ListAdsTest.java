package dev.intermission.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.Operation;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.Samples;
import dev.intermission.pause.AccountAccess;
import dev.intermission.port.InMemoryAds;
import dev.intermission.port.InMemoryGrants;
import dev.intermission.port.RecordingWaiting;
import dev.intermission.port.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What all lists have in common is in [ListAdCampaignsTest].
class ListAdsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final InMemoryAds ads = new InMemoryAds();
  private final ListAds listAds =
      new ListAds(
          ads,
          new AccountAccess(new InMemoryGrants()),
          new RecordingWaiting(),
          new SettableClock(NOW));

  @BeforeEach
  void putOneOfEach() {
    for (AdStatus status : AdStatus.values()) {
      ads.put(Samples.ad(id(status), status));
    }
  }

  @Test
  void the_ads_of_an_account_are_shown_as_they_are() {
    assertThat(list(null))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(AdStatus.values()).map(status -> Samples.ad(id(status), status)).toList());
  }

  @ParameterizedTest
  @EnumSource(AdStatus.class)
  void only_those_in_a_status_are_shown_if_asked(AdStatus status) {
    assertThat(list(status)).extracting(Ad::status).containsExactly(status);
  }

  @Test
  void an_ad_whose_row_is_outdated_is_left_out() {
    ads.index().lag();
    ads.put(Samples.ad(id(AdStatus.ACTIVE), AdStatus.PAUSED));
    ads.remove(new AdId(id(AdStatus.PAUSED)));

    assertThat(list(AdStatus.ACTIVE)).isEmpty();
    assertThat(list(null)).hasSize(3);
  }

  private static String id(AdStatus status) {
    return "ad_" + status.wireName().replace("_", "");
  }

  private List<Ad> list(@Nullable AdStatus status) {
    AccountList<AdStatus> list =
        new AccountList<>(Operation.LIST_ADS, Samples.ACCOUNT, status, Direction.ASC);
    Caller caller = new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);
    return switch (listAds.list(list, new PageRequest(20, false, null), caller, NOW)) {
      case ListOutcome.Shown<Ad>(Page<Ad> page) -> page.records();
      case ListOutcome.NotFound<Ad> other -> throw new AssertionError(other);
      case ListOutcome.NotGranted<Ad> other -> throw new AssertionError(other);
    };
  }
}
