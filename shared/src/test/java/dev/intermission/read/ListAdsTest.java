package dev.intermission.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Operation;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.CreationTimes;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.RecordingWaiting;
import dev.intermission.store.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of ads; [ListAdCampaignsTest] has the cases common to all lists.
class ListAdsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final FaultyStore<AdStatus, Ad> ads = FaultyStore.ofAds();
  private final ListAds listAds =
      new ListAds(
          ads,
          new AccountAccess(new InMemoryGrants()),
          ListAdCampaignsTest.BUDGET,
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
    assertThat(list(status)).extracting(ad -> ad.state().status()).containsExactly(status);
  }

  @Test
  void an_ad_whose_row_is_outdated_is_left_out() {
    ads.index().lag();
    ads.put(Samples.ad(id(AdStatus.ACTIVE), AdStatus.PAUSED));
    ads.remove(new AdId(id(AdStatus.PAUSED)));

    assertThat(list(AdStatus.ACTIVE)).isEmpty();
    assertThat(list(null)).hasSize(3);
  }

  // ------------------------------------------------------------------ of a campaign

  private static final AdCampaignId CAMPAIGN = new AdCampaignId("adcamp_2");
  private static final String MINE = "adcamp_2";

  @Test
  void the_ads_of_a_campaign_are_the_accounts_own_and_come_in_order() {
    put(Samples.ACCOUNT, MINE, 1);
    put(Samples.OTHER_ACCOUNT, MINE, 2);
    put(Samples.ACCOUNT, MINE, 3);
    put(Samples.ACCOUNT, "adcamp_3", 4);
    put(Samples.ACCOUNT, MINE, 5);

    assertThat(ids(ofCampaign(CreationTimes.ALL, 20, false, null)))
        .containsExactly("ad_00001", "ad_00003", "ad_00005");
    assertThat(ids(ofCampaign(times(1, 5), 20, false, null))).containsExactly("ad_00003");
    for (boolean backwards : new boolean[] {false, true}) {
      Page<Ad> first = ofCampaign(CreationTimes.ALL, 2, backwards, null);
      Page<Ad> second =
          ofCampaign(
              CreationTimes.ALL, 2, backwards, backwards ? first.startCursor() : first.endCursor());
      assertThat(ids(first))
          .containsExactly(
              backwards ? "ad_00003" : "ad_00001", backwards ? "ad_00005" : "ad_00003");
      assertThat(ids(second)).containsExactly(backwards ? "ad_00001" : "ad_00005");
      assertThat(backwards ? second.hasPreviousPage() : second.hasNextPage()).isFalse();
    }
  }

  /// Else one could find out which campaigns there are.
  @ParameterizedTest
  @ValueSource(ints = {1, 70, 71, 1000, 2500})
  void a_campaign_of_another_account_looks_like_one_that_is_not_there(int ads) {
    for (int i = 0; i < ads; i++) {
      put(Samples.OTHER_ACCOUNT, MINE, i);
    }
    for (boolean backwards : new boolean[] {false, true}) {
      assertThat(ofCampaign(CreationTimes.ALL, 20, backwards, null))
          .isEqualTo(new Page<>(List.of(), backwards, null, null, false, false, List.of()));
    }
  }

  @Test
  void a_cursor_is_never_the_place_of_another_accounts_ad_and_no_page_reads_more_than_1000_keys() {
    for (int i = 0; i < 2000; i++) {
      put(i % 500 == 7 ? Samples.ACCOUNT : Samples.OTHER_ACCOUNT, MINE, i);
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Ad> page = ofCampaign(CreationTimes.ALL, 20, false, cursor);
      seen.addAll(ids(page));
      cursor = page.endCursor();
      if (cursor != null) {
        assertThat(adsOf(CreationTimes.ALL).position(cursor).map(IndexKey::id))
            .contains(seen.getLast());
      }
    } while (cursor != null);

    assertThat(seen).containsExactly("ad_00007", "ad_00507", "ad_01007", "ad_01507");
    assertThat(ads.index().stretches()).containsSubsequence(70, 930);
  }

  @Test
  void an_ad_that_is_of_another_campaign_by_now_is_left_out() {
    put(Samples.ACCOUNT, MINE, 1);
    put(Samples.ACCOUNT, MINE, 2);
    ads.index().lag();
    put(Samples.ACCOUNT, "adcamp_3", 1);

    assertThat(ids(ofCampaign(CreationTimes.ALL, 20, false, null))).containsExactly("ad_00002");
  }

  @Test
  void a_store_without_an_index_of_campaigns_is_told_of_as_such() {
    ads.index().dropCampaigns();
    Caller caller = new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);

    assertThat(
            listAds.list(adsOf(CreationTimes.ALL), new PageRequest(20, false, null), caller, NOW))
        .isEqualTo(new ListOutcome.NoIndex<Ad>());
    assertThat(list(null)).hasSize(4);
  }

  // ------------------------------------------------------------------ of a time

  @Test
  void a_range_of_times_shows_what_was_made_between_its_bounds() {
    for (int i = 0; i < 6; i++) {
      put(Samples.ACCOUNT, MINE, i);
    }

    assertThat(ids(ofCampaign(times(1, 4), 20, false, null)))
        .containsExactly("ad_00002", "ad_00003");
    assertThat(ids(ofCampaign(times(1, 4), 1, true, null))).containsExactly("ad_00003");
    assertThat(ids(ofCampaign(new CreationTimes(at(3), null), 20, false, null)))
        .containsExactly("ad_00004", "ad_00005");
    assertThat(ids(ofCampaign(new CreationTimes(null, at(2)), 20, false, null)))
        .containsExactly("ad_00000", "ad_00001");
  }

  @Test
  void a_range_in_which_nothing_can_be_is_an_empty_page_that_costs_no_read() {
    put(Samples.ACCOUNT, MINE, 1);
    for (CreationTimes none : List.of(times(1, 1), times(2, 1), times(1, 2))) {
      assertThat(ofCampaign(none, 20, false, null))
          .isEqualTo(new Page<>(List.of(), false, null, null, false, false, List.of()));
    }
    assertThat(ads.index().stretches()).isEmpty();
  }

  @Test
  void an_item_that_has_its_time_in_another_form_is_shown_if_it_is_of_the_range() {
    put(Samples.ACCOUNT, MINE, 1);
    put(Samples.ACCOUNT, MINE, 2);
    ads.index().lag();
    ads.put(Samples.adOf(Samples.ACCOUNT, MINE, "ad_00001", at(9)));

    assertThat(ids(ofCampaign(times(0, 3), 20, false, null))).containsExactly("ad_00002");
  }

  private static Instant at(int number) {
    return Samples.CREATED_AT.plusMillis(number);
  }

  private static CreationTimes times(int after, int before) {
    return new CreationTimes(at(after), at(before));
  }

  private void put(AccountId account, String campaign, int number) {
    ads.put(Samples.adOf(account, campaign, "ad_%05d".formatted(number), at(number)));
  }

  private static AccountList<AdStatus> adsOf(CreationTimes times) {
    return new AccountList<>(
        Operation.LIST_ADS,
        Samples.ACCOUNT,
        new ListFilter<>(null, times, CAMPAIGN),
        Direction.ASC);
  }

  private Page<Ad> ofCampaign(
      CreationTimes times, int size, boolean backwards, @Nullable String cursor) {
    AccountList<AdStatus> list = adsOf(times);
    IndexKey from = cursor == null ? null : list.position(cursor).orElseThrow();
    return page(list, new PageRequest(size, backwards, from));
  }

  private static List<String> ids(Page<Ad> page) {
    return page.records().stream().map(ad -> ad.id().value()).toList();
  }

  private static String id(AdStatus status) {
    return "ad_" + status.wireName().replace("_", "");
  }

  private List<Ad> list(@Nullable AdStatus status) {
    AccountList<AdStatus> list =
        new AccountList<>(
            Operation.LIST_ADS, Samples.ACCOUNT, ListFilter.ofStatus(status), Direction.ASC);
    return page(list, new PageRequest(20, false, null)).records();
  }

  private Page<Ad> page(AccountList<AdStatus> list, PageRequest asked) {
    Caller caller = new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);
    return switch (listAds.list(list, asked, caller, NOW)) {
      case ListOutcome.Shown<Ad>(Page<Ad> page) -> page;
      case ListOutcome.NoIndex<Ad> other -> throw new AssertionError(other);
      case ListOutcome.NotFound<Ad> other -> throw new AssertionError(other);
      case ListOutcome.NotGranted<Ad> other -> throw new AssertionError(other);
    };
  }
}
