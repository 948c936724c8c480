package dev.intermission.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Operation;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.Samples;
import dev.intermission.model.WireName;
import dev.intermission.port.Position;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountListTest {
  private static final Position PLACE = new Position("2026-09-01T08:00:00.000Z", "adcamp_1");
  private static final AccountList<AdCampaignStatus> LIST =
      new AccountList<>(
          Operation.LIST_AD_CAMPAIGNS, Samples.ACCOUNT, AdCampaignStatus.ACTIVE, Direction.DESC);

  /// Each differs in one thing.
  static Stream<AccountList<? extends WireName>> otherLists() {
    return Stream.of(
        new AccountList<>(Operation.LIST_ADS, Samples.ACCOUNT, AdStatus.ACTIVE, Direction.DESC),
        new AccountList<>(
            Operation.LIST_AD_CAMPAIGNS,
            Samples.OTHER_ACCOUNT,
            AdCampaignStatus.ACTIVE,
            Direction.DESC),
        new AccountList<>(
            Operation.LIST_AD_CAMPAIGNS, Samples.ACCOUNT, AdCampaignStatus.PAUSED, Direction.DESC),
        new AccountList<AdCampaignStatus>(
            Operation.LIST_AD_CAMPAIGNS, Samples.ACCOUNT, null, Direction.DESC),
        new AccountList<>(
            Operation.LIST_AD_CAMPAIGNS, Samples.ACCOUNT, AdCampaignStatus.ACTIVE, Direction.ASC));
  }

  static Stream<Position> places() {
    return Stream.of(
        PLACE,
        new Position("x", "y"),
        new Position("\u0000", "\u0000"),
        new Position("é".repeat(512), "é".repeat(1024)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void a_cursor_leads_back_to_its_place(Position place) {
    String cursor = LIST.cursor(place);
    assertThat(LIST.position(cursor)).contains(place);
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
  }

  /// Requests of clients that page while a new version is deployed go on.
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
    String cursor = LIST.cursor(new Position("x", "yz"));
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);
    char unusedBits = (char) (cursor.charAt(cursor.length() - 1) + 1);
    String other = cursor.substring(0, cursor.length() - 1) + unusedBits;

    assertThat(Base64.getUrlDecoder().decode(other)).isEqualTo(bytes);
    assertThat(LIST.position(cursor)).isPresent();
    assertThat(LIST.position(other)).isEmpty();
    assertThat(LIST.position(Base64.getUrlEncoder().encodeToString(bytes))).isEmpty();
  }
}
