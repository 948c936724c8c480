package dev.intermission.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AppId;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.ItemError;
import dev.intermission.store.RecordingWaiting;
import dev.intermission.store.SettableClock;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListAdCampaignsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Caller CALLER =
      new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);

  /// As the functions have it.
  static final PageBudget BUDGET =
      new PageBudget(4, 2, 1000, 50, List.of(Duration.ofMillis(100), Duration.ofMillis(200)));

  private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
  private final InMemoryGrants grants = new InMemoryGrants();
  private final RecordingWaiting waiting = new RecordingWaiting();
  private final ListAdCampaigns listAdCampaigns = listAdCampaigns(BUDGET);

  // ------------------------------------------------------------------ pages

  @ParameterizedTest
  @EnumSource(Direction.class)
  void pages_of_every_size_hold_every_campaign_once_forwards_and_backwards(Direction direction) {
    putMany(23);
    AccountList<AdCampaignStatus> list = list(null, direction);
    List<String> all = new ArrayList<>(ids(page(list, 100, false, null)));
    assertThat(all).hasSize(23).doesNotHaveDuplicates();
    assertThat(all)
        .isEqualTo(direction == Direction.ASC ? oldestFirst(23) : oldestFirst(23).reversed());

    for (int size = 1; size <= 25; size++) {
      List<Page<AdCampaign>> forwards = walk(list, size, false);
      List<Page<AdCampaign>> backwards = walk(list, size, true);

      assertThat(forwards.stream().flatMap(page -> ids(page).stream())).isEqualTo(all);
      assertThat(backwards.reversed().stream().flatMap(page -> ids(page).stream())).isEqualTo(all);
      assertThat(forwards).hasSameSizeAs(backwards).hasSize((23 + size - 1) / size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 22, 23})
  void the_pages_next_to_a_page_meet_it_whichever_way_it_was_come_to(int size) {
    putMany(23);
    AccountList<AdCampaignStatus> list = list(null, Direction.DESC);
    for (boolean backwards : new boolean[] {false, true}) {
      List<String> all = ids(page(list, 100, false, null));
      for (Page<AdCampaign> it : walk(list, size, backwards)) {
        int first = all.indexOf(ids(it).getFirst());
        int end = all.indexOf(ids(it).getLast()) + 1;
        assertThat(it.hasPreviousPage()).isEqualTo(first > 0);
        assertThat(it.hasNextPage()).isEqualTo(end < all.size());
        assertThat(ids(page(list, size, true, it.startCursor())))
            .isEqualTo(all.subList(Math.max(0, first - size), first));
        if (it.hasNextPage()) {
          assertThat(ids(page(list, size, false, it.endCursor())))
              .isEqualTo(all.subList(end, Math.min(all.size(), end + size)));
        } else {
          assertThat(it.endCursor()).isNull();
        }
      }
    }
  }

  @Test
  void there_is_an_end_cursor_exactly_when_a_page_follows_also_after_a_full_one() {
    putMany(4);
    AccountList<AdCampaignStatus> list = list(null, Direction.DESC);

    assertThat(page(list, 4, false, null).endCursor()).isNull();
    assertThat(page(list, 4, true, null).endCursor()).isNull();
    assertThat(page(list, 3, false, null).endCursor()).isNotNull();
    assertThat(page(list, 3, true, null).endCursor()).isNull();
  }

  @Test
  void an_account_without_campaigns_has_an_empty_page() {
    AccountList<AdCampaignStatus> list = list(null, Direction.DESC);

    assertThat(page(list, 20, false, null))
        .isEqualTo(new Page<>(List.of(), false, null, null, false, false, List.of()));
    assertThat(page(list, 20, true, null))
        .isEqualTo(new Page<>(List.of(), true, null, null, false, false, List.of()));
  }

  @Test
  void an_empty_page_says_that_there_is_a_page_on_the_side_that_it_was_come_from() {
    putMany(4);
    AccountList<AdCampaignStatus> list = list(null, Direction.DESC);
    String first = list.cursor(new IndexKey("2027", "adcamp_1"));
    String last = list.cursor(new IndexKey("2025", "adcamp_1"));

    assertThat(page(list, 2, true, first))
        .isEqualTo(new Page<>(List.of(), true, null, null, true, false, List.of()));
    assertThat(page(list, 2, false, last))
        .isEqualTo(new Page<>(List.of(), false, null, null, false, true, List.of()));
  }

  @Test
  void another_accounts_campaigns_are_on_no_page() {
    putMany(3);
    campaigns.put(ofOther(new AdCampaignId("adcamp_theirs")));

    assertThat(ids(page(list(null, Direction.ASC), 20, false, null))).isEqualTo(oldestFirst(3));
  }

  // ------------------------------------------------------------------ what is shown

  @Test
  void a_pause_whose_time_has_passed_counts_as_active() {
    campaigns.put(Samples.campaign("adcamp_active", AdCampaignStatus.ACTIVE));
    campaigns.put(Samples.pausedCampaign("adcamp_endless", "p", null));
    campaigns.put(Samples.pausedCampaign("adcamp_over", "p", NOW));
    campaigns.put(Samples.pausedCampaign("adcamp_paused", "p", NOW.plusSeconds(1)));
    campaigns.put(Samples.campaign("adcamp_stale", AdCampaignStatus.STALE));

    Page<AdCampaign> active = page(list(AdCampaignStatus.ACTIVE, Direction.ASC), 20, false, null);
    assertThat(ids(active)).containsExactly("adcamp_active", "adcamp_over");
    assertThat(active.records())
        .allSatisfy(campaign -> {
          assertThat(campaign.state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
          assertThat(campaign.state().until()).isNull();
        });
    assertThat(ids(page(list(AdCampaignStatus.PAUSED, Direction.ASC), 20, false, null)))
        .containsExactly("adcamp_endless", "adcamp_paused");
    assertThat(ids(page(list(AdCampaignStatus.STALE, Direction.ASC), 20, false, null)))
        .containsExactly("adcamp_stale");
    assertThat(ids(page(list(AdCampaignStatus.INACTIVE, Direction.ASC), 20, false, null)))
        .isEmpty();
  }

  @Test
  void what_an_outdated_row_says_is_looked_at_once_more_on_the_item() {
    putMany(5);
    campaigns.index().lag();
    campaigns.change(id(0), item -> item.withStatus(AdCampaignStatus.PAUSED));
    campaigns.put(ofOther(id(1)));
    campaigns.remove(id(2));

    assertThat(ids(page(list(AdCampaignStatus.ACTIVE, Direction.ASC), 2, false, null)))
        .containsExactly(id(3).value(), id(4).value());
  }

  @Test
  void a_broken_item_is_left_out_and_told_of_once_and_another_accounts_is_not_told_of() {
    putMany(4);
    campaigns.change(id(1), item -> item.broken("title"));
    campaigns.change(id(2), item -> item.broken("title"));
    campaigns.index().lag();
    campaigns.putBroken(ofOther(id(2)), "title");

    Page<AdCampaign> page = page(list(null, Direction.ASC), 20, false, null);

    assertThat(ids(page)).containsExactly(id(0).value(), id(3).value());
    assertThat(page.broken())
        .containsExactly(new ItemError("ad_campaigns", id(1).value(), "title"));
  }

  /// Official clients stop at an empty page, cursor or not.
  @Test
  void what_is_left_out_is_made_up_for_so_that_no_page_is_empty_before_the_last() {
    putMany(6);
    campaigns.change(id(0), item -> item.broken("title"));
    campaigns.change(id(1), item -> item.broken("title"));
    campaigns.change(id(3), item -> item.broken("title"));
    AccountList<AdCampaignStatus> list = list(null, Direction.ASC);

    assertThat(walk(list, 1, false))
        .extracting(ListAdCampaignsTest::ids)
        .containsExactly(List.of(id(2).value()), List.of(id(4).value()), List.of(id(5).value()));
    assertThat(walk(list, 1, true))
        .extracting(ListAdCampaignsTest::ids)
        .startsWith(List.of(id(5).value()), List.of(id(4).value()), List.of(id(2).value()));
  }

  // ------------------------------------------------------------------ the calls of a page

  @Test
  void a_full_page_takes_one_call_to_the_index_and_one_for_the_records() {
    putMany(400);

    page(list(null, Direction.DESC), 100, false, null);

    assertThat(campaigns.index().stretches()).containsExactly(150);
    assertThat(campaigns.index().batches())
        .hasSize(1)
        .first()
        .satisfies(ids -> assertThat(ids).hasSize(100));
  }

  @Test
  void a_full_page_is_the_last_when_no_row_behind_it_may_be_shown() {
    putMany(200);
    campaigns.change(id(1), item -> item.withStatus(AdCampaignStatus.STALE));
    campaigns.change(id(2), item -> item.withStatus(AdCampaignStatus.STALE));

    Page<AdCampaign> page = page(list(AdCampaignStatus.STALE, Direction.ASC), 2, false, null);

    assertThat(ids(page)).containsExactly(id(1).value(), id(2).value());
    assertThat(page.endCursor()).isNull();
    assertThat(campaigns.index().stretches()).containsExactly(52, 148);
  }

  @Test
  void a_page_reads_at_most_1000_keys_and_what_it_did_not_get_to_is_on_the_next() {
    putMany(1205);
    campaigns.change(id(3), item -> item.withStatus(AdCampaignStatus.STALE));
    campaigns.change(id(999), item -> item.withStatus(AdCampaignStatus.STALE));
    campaigns.change(id(1000), item -> item.withStatus(AdCampaignStatus.STALE));
    campaigns.change(id(1204), item -> item.withStatus(AdCampaignStatus.STALE));
    AccountList<AdCampaignStatus> list = list(AdCampaignStatus.STALE, Direction.ASC);

    Page<AdCampaign> page = page(list, 20, false, null);

    assertThat(campaigns.index().stretches()).containsExactly(70, 930);
    assertThat(ids(page)).containsExactly(id(3).value(), id(999).value());
    assertThat(page.hasNextPage()).isTrue();
    Page<AdCampaign> next = page(list, 20, false, page.endCursor());
    assertThat(ids(next)).containsExactly(id(1000).value(), id(1204).value());
    assertThat(next.endCursor()).isNull();
    assertThat(ids(page(list, 20, true, next.startCursor())))
        .containsExactly(id(3).value(), id(999).value());
  }

  @Test
  void a_page_on_which_nothing_is_found_in_1000_keys_still_leads_on_both_ways() {
    putMany(2500);
    campaigns.change(id(1200), item -> item.withStatus(AdCampaignStatus.STALE));
    for (boolean backwards : new boolean[] {false, true}) {
      assertThat(walk(list(AdCampaignStatus.STALE, Direction.ASC), 20, backwards))
          .extracting(ListAdCampaignsTest::ids)
          .containsExactly(List.of(), List.of(id(1200).value()), List.of());
    }
  }

  @Test
  void the_flags_of_a_page_on_which_nothing_was_found_follow_from_its_cursor() {
    putMany(2500);
    AccountList<AdCampaignStatus> list = list(AdCampaignStatus.STALE, Direction.ASC);

    Page<AdCampaign> first = page(list, 20, false, null);
    Page<AdCampaign> second = page(list, 20, false, first.endCursor());
    Page<AdCampaign> backwards = page(list, 20, true, second.endCursor());

    assertThat(first.records()).isEmpty();
    assertThat(first.hasPreviousPage()).isFalse();
    assertThat(second.records()).isEmpty();
    assertThat(second.hasPreviousPage()).isTrue();
    assertThat(second.hasNextPage()).isTrue();
    assertThat(backwards.records()).isEmpty();
    assertThat(backwards.hasPreviousPage()).isTrue();
    assertThat(backwards.hasNextPage()).isTrue();
  }

  // ------------------------------------------------------------------ what fits

  /// Each text takes ten characters.
  @ParameterizedTest
  @CsvSource({
    "100, false, 5, true, false",
    "50, false, 5, true, false",
    "49, false, 4, true, true",
    "10, false, 1, true, true",
    "0, false, 1, true, true",
    "100, true, 5, true, true",
    "50, true, 5, true, true",
    "49, true, 4, true, true",
    "0, true, 1, true, true",
  })
  void a_page_shows_the_first_records_that_fit_in_the_order_of_reading(
      int maximumLength, boolean backwards, int fitting, boolean hasPrevious, boolean hasNext) {
    putMany(15);
    AccountList<AdCampaignStatus> list = list(null, Direction.ASC);
    String from = page(list, 10, false, null).endCursor();
    List<String> all = oldestFirst(15).subList(backwards ? 4 : 10, backwards ? 9 : 15);
    List<String> asked = new ArrayList<>();

    Page<String> written =
        page(list, 5, backwards, from)
            .written(
                campaign -> {
                  asked.add(campaign.id().value());
                  return Optional.of(campaign.id().value().substring(2));
                },
                maximumLength);

    assertThat(written.records())
        .isEqualTo(
            (backwards ? all.subList(5 - fitting, 5) : all.subList(0, fitting))
                .stream().map(id -> id.substring(2)).toList());
    assertThat(written.hasPreviousPage()).isEqualTo(hasPrevious);
    assertThat(written.hasNextPage()).isEqualTo(hasNext);
    assertThat(written.startCursor()).isNotNull();
    assertThat(written.endCursor() != null).isEqualTo(hasNext);
    // Each is written once, and none behind the first that does not fit.
    assertThat(asked)
        .isEqualTo((backwards ? all.reversed() : all).subList(0, Math.min(5, fitting + 1)));
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "10, 100", "25, 100", "25, 2", "1000, 7"})
  void pages_that_are_cut_hold_every_campaign_once_forwards_and_backwards(
      int maximumLength, int size) {
    putMany(23);
    for (Direction direction : Direction.values()) {
      AccountList<AdCampaignStatus> list = list(null, direction);
      for (boolean backwards : new boolean[] {false, true}) {
        List<Page<String>> pages = walkCut(list, size, maximumLength, backwards);

        assertThat(
                (backwards ? pages.reversed() : pages)
                    .stream().flatMap(page -> page.records().stream()))
            .isEqualTo(direction == Direction.ASC ? oldestFirst(23) : oldestFirst(23).reversed());
        // A page's neighbours meet it, whichever way they are come to.
        for (Page<String> page : pages) {
          List<String> before = ids(page(list, 100, true, page.startCursor()));
          List<String> behind =
              page.endCursor() == null ? List.of() : ids(page(list, 100, false, page.endCursor()));
          List<String> whole = new ArrayList<>(before);
          whole.addAll(page.records());
          whole.addAll(behind);
          assertThat(whole).hasSize(23).doesNotHaveDuplicates();
          assertThat(page.hasPreviousPage()).isEqualTo(!before.isEmpty());
          assertThat(page.hasNextPage()).isEqualTo(!behind.isEmpty());
        }
      }
    }
  }

  @Test
  void what_the_store_does_not_get_to_is_asked_for_again_and_later_each_time() {
    putMany(3);
    campaigns.index().answerOnly(1, 0);

    assertThat(ids(page(list(null, Direction.ASC), 20, false, null))).isEqualTo(oldestFirst(3));

    assertThat(campaigns.index().batches())
        .containsExactly(
            Set.of(id(0).value(), id(1).value(), id(2).value()),
            Set.of(id(1).value(), id(2).value()),
            Set.of(id(1).value(), id(2).value()));
    assertThat(waiting.waits()).containsExactly(NOW.plusMillis(100), NOW.plusMillis(200));
  }

  @Test
  void a_store_that_never_gets_to_it_is_a_fault_after_four_calls() {
    putMany(3);
    campaigns.index().answerOnly(0, 0, 0);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> page(list(null, Direction.ASC), 20, false, null));
    assertThat(campaigns.index().batches()).hasSize(3);
    assertThat(waiting.waits()).hasSize(2);
  }

  @Test
  void a_page_ends_before_the_first_record_that_the_store_never_gets_to() {
    putMany(3);
    campaigns.index().answerOnly(2, 0, 0);
    AccountList<AdCampaignStatus> list = list(null, Direction.ASC);

    Page<AdCampaign> page = page(list, 20, false, null);

    assertThat(ids(page)).isEqualTo(oldestFirst(2));
    assertThat(page.hasNextPage()).isTrue();
    assertThat(ids(page(list, 20, false, page.endCursor()))).containsExactly(id(2).value());
  }

  @Test
  void a_page_makes_at_most_four_calls_and_is_rather_shorter() {
    putMany(80);
    for (int i = 0; i < 60; i++) {
      campaigns.change(id(i), item -> item.broken("title"));
    }
    AccountList<AdCampaignStatus> list = list(null, Direction.ASC);

    Page<AdCampaign> page = page(list, 20, false, null);

    assertThat(campaigns.index().stretches()).hasSize(1);
    assertThat(campaigns.index().batches()).hasSize(3);
    assertThat(page.broken()).hasSize(60);
    assertThat(page.records()).isEmpty();
    assertThat(ids(page(list, 20, false, page.endCursor())))
        .isEqualTo(oldestFirst(80).subList(60, 80));
  }

  // ------------------------------------------------------------------ other budgets

  @Test
  void a_page_reads_no_more_keys_than_its_budget_has_in_however_many_calls() {
    putMany(300);
    campaigns.change(id(119), item -> item.withStatus(AdCampaignStatus.STALE));
    campaigns.change(id(120), item -> item.withStatus(AdCampaignStatus.STALE));
    AccountList<AdCampaignStatus> list = list(AdCampaignStatus.STALE, Direction.ASC);
    for (int indexCalls : List.of(2, 3, 4)) {
      campaigns.index().forget();

      Page<AdCampaign> page =
          page(
              listAdCampaigns(
                  new PageBudget(5, indexCalls, 120, 19, Collections.nCopies(3, Duration.ZERO))),
              list,
              1);

      assertThat(campaigns.index().stretches()).containsExactly(20, 100);
      assertThat(ids(page)).containsExactly(id(119).value());
      assertThat(ids(page(list, 1, false, page.endCursor()))).containsExactly(id(120).value());
    }
  }

  @Test
  void a_page_makes_no_more_calls_than_its_budget_has_and_waits_as_long_as_it_says() {
    putMany(3);
    ListAdCampaigns frugal =
        listAdCampaigns(new PageBudget(3, 1, 1000, 50, List.of(Duration.ofSeconds(1))));
    AccountList<AdCampaignStatus> list = list(null, Direction.ASC);
    campaigns.index().answerOnly(0);

    assertThat(ids(page(frugal, list, 20))).isEqualTo(oldestFirst(3));
    assertThat(waiting.waits()).containsExactly(NOW.plusSeconds(1));

    campaigns.index().answerOnly(0, 0);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> page(frugal, list, 20));
    assertThat(campaigns.index().batches()).hasSize(4);
    assertThat(waiting.waits()).hasSize(2);
  }

  // ------------------------------------------------------------------ who may

  @Test
  void nothing_is_read_for_who_may_not_see_the_account() {
    putMany(3);
    Holder.App app = new Holder.App(new AppId("app_1"));
    PageRequest first = new PageRequest(20, false, null);
    AccountList<AdCampaignStatus> list = list(null, Direction.DESC);

    assertThat(listAdCampaigns.list(list, first, caller(app), NOW))
        .isEqualTo(new ListOutcome.NotFound<AdCampaign>());
    assertThat(
            listAdCampaigns.list(
                list, first, caller(new Holder.Account(Samples.OTHER_ACCOUNT)), NOW))
        .isEqualTo(new ListOutcome.NotFound<AdCampaign>());
    grants.grant(app, Samples.ACCOUNT, Set.of(Scope.AD_CAMPAIGN_BASIC_READ));
    assertThat(listAdCampaigns.list(list, first, caller(app), NOW))
        .isEqualTo(new ListOutcome.NotGranted<AdCampaign>(Scope.ACCESS_PASS_BASIC_READ));

    assertThat(campaigns.index().stretches()).isEmpty();
    grants.grant(app, Samples.ACCOUNT, Set.copyOf(Operation.LIST_AD_CAMPAIGNS.scopes()));
    assertThat(listAdCampaigns.list(list, first, caller(app), NOW))
        .isInstanceOf(ListOutcome.Shown.class);
  }

  // ------------------------------------------------------------------ helpers

  /// From the oldest to the newest, three of each time.
  private void putMany(int count) {
    for (int i = 0; i < count; i++) {
      campaigns.put(
          Samples.campaignMadeAt(
              id(i).value(), AdCampaignStatus.ACTIVE, Samples.CREATED_AT.plusSeconds(i / 3)));
    }
  }

  private static AdCampaignId id(int number) {
    return new AdCampaignId("adcamp_%05d".formatted(number));
  }

  private static List<String> oldestFirst(int count) {
    return IntStream.range(0, count).mapToObj(number -> id(number).value()).toList();
  }

  private static AdCampaign ofOther(AdCampaignId id) {
    return Samples.campaignOf(Samples.OTHER_ACCOUNT, id.value(), Samples.CREATED_AT);
  }

  private static Caller caller(Holder holder) {
    return new Caller("key_1", holder, Set.of(), null);
  }

  private static AccountList<AdCampaignStatus> list(
      @Nullable AdCampaignStatus status, Direction direction) {
    return new AccountList<>(
        Operation.LIST_AD_CAMPAIGNS, Samples.ACCOUNT, ListFilter.ofStatus(status), direction);
  }

  private ListAdCampaigns listAdCampaigns(PageBudget budget) {
    return new ListAdCampaigns(
        campaigns, new AccountAccess(grants), budget, waiting, new SettableClock(NOW));
  }

  private Page<AdCampaign> page(
      AccountList<AdCampaignStatus> list, int size, boolean backwards, @Nullable String cursor) {
    IndexKey from = cursor == null ? null : list.position(cursor).orElseThrow();
    return page(listAdCampaigns, list, new PageRequest(size, backwards, from));
  }

  /// The first page of that size.
  private static Page<AdCampaign> page(
      ListAdCampaigns listAdCampaigns, AccountList<AdCampaignStatus> list, int size) {
    return page(listAdCampaigns, list, new PageRequest(size, false, null));
  }

  private static Page<AdCampaign> page(
      ListAdCampaigns listAdCampaigns, AccountList<AdCampaignStatus> list, PageRequest asked) {
    return switch (listAdCampaigns.list(list, asked, CALLER, NOW)) {
      case ListOutcome.Shown<AdCampaign>(Page<AdCampaign> page) -> page;
      case ListOutcome.NoIndex<AdCampaign> other -> throw new AssertionError(other);
      case ListOutcome.NotFound<AdCampaign> other -> throw new AssertionError(other);
      case ListOutcome.NotGranted<AdCampaign> other -> throw new AssertionError(other);
    };
  }

  /// All pages from one end of the list to the other.
  private List<Page<AdCampaign>> walk(
      AccountList<AdCampaignStatus> list, int size, boolean backwards) {
    List<Page<AdCampaign>> pages = new ArrayList<>();
    Page<AdCampaign> page = page(list, size, backwards, null);
    pages.add(page);
    while (backwards ? page.hasPreviousPage() : page.hasNextPage()) {
      String cursor = Objects.requireNonNull(backwards ? page.startCursor() : page.endCursor());
      page = page(list, size, backwards, cursor);
      pages.add(page);
      assertThat(pages).hasSizeLessThan(3000);
    }
    return pages;
  }

  /// All pages as a client reads them, cut to the maximum length. A text takes 12 characters.
  private List<Page<String>> walkCut(
      AccountList<AdCampaignStatus> list, int size, int maximumLength, boolean backwards) {
    List<Page<String>> pages = new ArrayList<>();
    String cursor = null;
    do {
      Page<String> page =
          page(list, size, backwards, cursor)
              .written(campaign -> Optional.of(campaign.id().value()), maximumLength);
      pages.add(page);
      boolean goesOn = backwards ? page.hasPreviousPage() : page.hasNextPage();
      cursor = goesOn ? backwards ? page.startCursor() : page.endCursor() : null;
      assertThat(cursor != null).isEqualTo(goesOn);
    } while (cursor != null);
    return pages;
  }

  private static List<String> ids(Page<AdCampaign> page) {
    return page.records().stream().map(campaign -> campaign.id().value()).toList();
  }
}
