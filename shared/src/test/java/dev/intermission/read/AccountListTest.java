package dev.intermission.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Operation;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.CreationTimes;
import dev.intermission.model.Samples;
import dev.intermission.model.WireName;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountListTest {
  private static final IndexKey PLACE = new IndexKey("2026-09-01T08:00:00.000Z", "adcamp_1");
  private static final Instant MADE = Instant.parse("2026-09-01T08:00:00Z");
  private static final AccountList<AdCampaignStatus> LIST =
      new AccountList<>(
          Operation.LIST_AD_CAMPAIGNS,
          Samples.ACCOUNT,
          ListFilter.ofStatus(AdCampaignStatus.ACTIVE),
          Direction.DESC);

  /// Each differs in one thing.
  static Stream<AccountList<? extends WireName>> otherLists() {
    return Stream.of(
        new AccountList<>(
            Operation.LIST_ADS,
            Samples.ACCOUNT,
            ListFilter.ofStatus(AdStatus.ACTIVE),
            Direction.DESC),
        new AccountList<>(
            Operation.LIST_AD_CAMPAIGNS,
            Samples.OTHER_ACCOUNT,
            ListFilter.ofStatus(AdCampaignStatus.ACTIVE),
            Direction.DESC),
        new AccountList<>(
            Operation.LIST_AD_CAMPAIGNS,
            Samples.ACCOUNT,
            ListFilter.ofStatus(AdCampaignStatus.PAUSED),
            Direction.DESC),
        new AccountList<AdCampaignStatus>(
            Operation.LIST_AD_CAMPAIGNS,
            Samples.ACCOUNT,
            ListFilter.ofStatus(null),
            Direction.DESC),
        new AccountList<>(
            Operation.LIST_AD_CAMPAIGNS,
            Samples.ACCOUNT,
            ListFilter.ofStatus(AdCampaignStatus.ACTIVE),
            Direction.ASC));
  }

  /// Filters of times and of campaigns, each pair of which differs.
  private static final List<AccountList<AdStatus>> FILTERED =
      Stream.of(
              new ListFilter<AdStatus>(null, CreationTimes.ALL, null),
              new ListFilter<AdStatus>(null, CreationTimes.ALL, new AdCampaignId("adcamp_1")),
              new ListFilter<AdStatus>(null, CreationTimes.ALL, new AdCampaignId("adcamp_2")),
              new ListFilter<AdStatus>(null, new CreationTimes(MADE.minusSeconds(1), null), null),
              new ListFilter<AdStatus>(null, new CreationTimes(MADE.minusMillis(1), null), null),
              new ListFilter<AdStatus>(null, new CreationTimes(null, MADE.plusMillis(1)), null),
              new ListFilter<AdStatus>(
                  null, new CreationTimes(MADE.minusMillis(1), MADE.plusMillis(1)), null),
              new ListFilter<AdStatus>(
                  null,
                  new CreationTimes(MADE.minusMillis(1), MADE.plusMillis(1)),
                  new AdCampaignId("adcamp_1")))
          .map(filter ->
              new AccountList<>(Operation.LIST_ADS, Samples.ACCOUNT, filter, Direction.DESC))
          .toList();

  @Test
  void a_cursor_is_bound_to_every_filter() {
    for (AccountList<AdStatus> one : FILTERED) {
      assertThat(one.position(one.cursor(PLACE))).contains(PLACE);
      for (AccountList<AdStatus> other : FILTERED) {
        if (!one.equals(other)) {
          assertThat(other.position(one.cursor(PLACE))).as("%s %s", one, other).isEmpty();
        }
      }
    }
  }

  /// DynamoDB refuses to go on from a place outside of the range that it reads.
  @Test
  void a_cursor_outside_of_the_lists_times_is_none() {
    AccountList<AdStatus> list =
        new AccountList<>(
            Operation.LIST_ADS,
            Samples.ACCOUNT,
            new ListFilter<>(
                null, new CreationTimes(MADE.minusMillis(2), MADE.plusMillis(2)), null),
            Direction.DESC);
    for (String inside : List.of("07:59:59.999Z", "08:00:00.000Z", "08:00:00.001Z")) {
      IndexKey place = new IndexKey("2026-09-01T" + inside, "ad_1");
      assertThat(list.position(list.cursor(place))).contains(place);
    }
    for (String outside : List.of("07:59:59.998Z", "08:00:00.002Z", "08:00:00Z", "", "zzz", "é")) {
      IndexKey place = new IndexKey("2026-09-01T" + outside, "ad_1");
      assertThat(list.position(list.cursor(place))).as(outside).isEmpty();
    }
  }

  static Stream<IndexKey> places() {
    return Stream.of(
        PLACE,
        new IndexKey("x", "y"),
        new IndexKey("\u0000", "\u0000"),
        new IndexKey("", ""),
        new IndexKey("é".repeat(10_000), "é".repeat(10_000)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void a_cursor_leads_back_to_its_place(IndexKey place) {
    String cursor = LIST.cursor(place);
    assertThat(LIST.position(cursor)).contains(place);
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
  }

  /// Cursors must survive a deployment: clients page on while a new version is deployed.
  @Test
  void the_form_of_a_cursor_is_frozen() {
    assertThat(LIST.cursor(PLACE))
        .isEqualTo("ARAPS8wAGDIwMjYtMDktMDFUMDg6MDA6MDAuMDAwWmFkY2FtcF8x");
  }

  @ParameterizedTest
  @MethodSource("otherLists")
  void a_cursor_counts_for_its_own_list_only(AccountList<? extends WireName> other) {
    assertThat(other.position(LIST.cursor(PLACE))).isEmpty();
    assertThat(LIST.position(other.cursor(PLACE))).isEmpty();
  }

  @Test
  void a_changed_cursor_is_none() {
    String cursor = LIST.cursor(PLACE);
    for (int i = 0; i < cursor.length(); i++) {
      for (char other : "Aq9-".toCharArray()) {
        if (cursor.charAt(i) != other) {
          assertThat(LIST.position(cursor.substring(0, i) + other + cursor.substring(i + 1)))
              .as("%s at %s", other, i)
              .isEmpty();
        }
      }
      assertThat(LIST.position(cursor.substring(0, i))).isEmpty();
    }
    assertThat(LIST.position(cursor + "A")).isEmpty();
    assertThat(LIST.position(cursor + "=")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "AAAA", "!", " ", "AQAAAAAAAA", "AQAAAAD__w", "ü", "a b", "a+b/"})
  void what_is_no_cursor_is_none(String text) {
    assertThat(LIST.position(text)).isEmpty();
  }

  /// Two spellings of one cursor would be two cursors.
  @Test
  void a_cursor_has_one_spelling() {
    String cursor = LIST.cursor(new IndexKey("x", "yz"));
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);
    char unusedBits = (char) (cursor.charAt(cursor.length() - 1) + 1);
    String other = cursor.substring(0, cursor.length() - 1) + unusedBits;

    assertThat(Base64.getUrlDecoder().decode(other)).isEqualTo(bytes);
    assertThat(LIST.position(cursor)).isPresent();
    assertThat(LIST.position(other)).isEmpty();
    assertThat(LIST.position(Base64.getUrlEncoder().encodeToString(bytes))).isEmpty();
  }
}
