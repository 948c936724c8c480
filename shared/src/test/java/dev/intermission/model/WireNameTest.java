package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Scope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The lists stand here as they stand on the two pages, and not as the code has them.
class WireNameTest {
  @Test
  void an_ads_statuses_are_the_pages() {
    assertThat(names(AdStatus.class))
        .isEqualTo(List.of("active", "paused", "in_review", "rejected"));
  }

  @Test
  void a_campaigns_statuses_are_the_pages() {
    assertThat(names(AdCampaignStatus.class))
        .isEqualTo(List.of("active", "paused", "inactive", "stale"));
  }

  @Test
  void the_calls_to_action_are_the_pages_31() {
    List<String> page =
        """
        learn_more,
        shop_now,
        sign_up,
        subscribe,
        get_started,
        book_now,
        apply_now,
        contact_us,
        download,
        order_now,
        buy_now,
        get_quote,
        message_page,
        whatsapp_message,
        instagram_message,
        call_now,
        get_directions,
        send_updates,
        get_offer,
        watch_more,
        listen_now,
        play_game,
        open_link,
        no_button,
        get_offer_view,
        get_event_tickets,
        see_menu,
        request_time,
        event_rsvp,
        see_details,
        view_instagram_profile,
        """
            .lines()
            .map(line -> line.replace(",", ""))
            .toList();

    assertThat(page).hasSize(31);
    assertThat(names(CallToAction.class)).isEqualTo(page);
  }

  @Test
  void the_platforms_are_the_pages() {
    assertThat(names(AdPlatform.class)).isEqualTo(List.of("meta", "tiktok"));
  }

  @Test
  void the_words_of_a_configuration_are_the_contracts() {
    assertThat(names(BidStrategy.class)).isEqualTo(List.of("lowest_cost", "bid_cap", "cost_cap"));
    assertThat(names(ConfigStatus.class)).isEqualTo(List.of("active", "paused"));
  }

  @Test
  void the_words_of_an_issue_are_the_contracts() {
    assertThat(names(IssueCategory.class))
        .isEqualTo(
            List.of("policy_rejection", "creative_media", "audience_targeting", "ad_volume_limit"));
    assertThat(names(IssueResource.class)).isEqualTo(List.of("ad_campaign", "ad_group", "ad"));
  }

  @Test
  void the_words_of_the_item_contract_are_its_own() {
    assertThat(names(AdGoal.class)).isEqualTo(List.of("leads", "purchases"));
    assertThat(names(BudgetMode.class)).isEqualTo(List.of("daily", "lifetime"));
  }

  @Test
  void the_scopes_are_the_pages() {
    assertThat(names(Scope.class))
        .isEqualTo(
            List.of(
                "ad_campaign:update",
                "ad_campaign:basic:read",
                "access_pass:basic:read",
                "company:balance:read"));
  }

  @Test
  void every_value_is_found_by_its_name() {
    for (CallToAction value : CallToAction.values()) {
      assertThat(WireName.find(CallToAction.class, value.wireName())).contains(value);
    }
  }

  @Test
  void another_name_finds_nothing() {
    for (String name : List.of("", "Learn_more", "LEARN_MORE", "learn_more ", "pending_refund")) {
      assertThat(WireName.find(CallToAction.class, name)).isEmpty();
    }
    assertThat(WireName.find(AdCampaignStatus.class, "in_review")).isEmpty();
    assertThat(WireName.find(AdStatus.class, "inactive")).isEmpty();
  }

  private static <E extends Enum<E> & WireName> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(WireName::wireName).toList();
  }
}
