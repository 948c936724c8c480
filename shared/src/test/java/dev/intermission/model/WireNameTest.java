package dev.intermission.model;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Scope;
import dev.intermission.access.SecretKind;
import dev.intermission.read.Direction;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// JSON words, as in the API reference and in the item contract. They are not taken from the code:
/// a constant that is renamed would rename its word.
class WireNameTest {
  private static final Map<Class<? extends WireName>, List<String>> WORDS =
      Map.ofEntries(
          entry(AdStatus.class, List.of("active", "paused", "in_review", "rejected")),
          entry(AdCampaignStatus.class, List.of("active", "paused", "inactive", "stale")),
          entry(
              CallToAction.class,
              List.of(
                  "learn_more",
                  "shop_now",
                  "sign_up",
                  "subscribe",
                  "get_started",
                  "book_now",
                  "apply_now",
                  "contact_us",
                  "download",
                  "order_now",
                  "buy_now",
                  "get_quote",
                  "message_page",
                  "whatsapp_message",
                  "instagram_message",
                  "call_now",
                  "get_directions",
                  "send_updates",
                  "get_offer",
                  "watch_more",
                  "listen_now",
                  "play_game",
                  "open_link",
                  "no_button",
                  "get_offer_view",
                  "get_event_tickets",
                  "see_menu",
                  "request_time",
                  "event_rsvp",
                  "see_details",
                  "view_instagram_profile",
                  "donate_now",
                  "see_more",
                  "visit_site")),
          entry(AdPlatform.class, List.of("meta", "tiktok", "google")),
          entry(
              AdDeliveryStatus.class,
              List.of(
                  "in_appeal",
                  "rejected",
                  "in_review",
                  "draft",
                  "campaign_paused",
                  "ad_group_paused",
                  "paused",
                  "processing",
                  "issues",
                  "scheduled",
                  "learning_limited",
                  "learning",
                  "active")),
          entry(
              AdCampaignDeliveryStatus.class,
              List.of(
                  "payment_failed",
                  "in_appeal",
                  "all_ads_rejected",
                  "draft",
                  "no_ad_groups",
                  "no_ads",
                  "paused",
                  "learning",
                  "processing",
                  "issues",
                  "scheduled",
                  "completed",
                  "ad_groups_off",
                  "active")),
          entry(
              ResultEvent.class,
              List.of(
                  "purchase",
                  "lead",
                  "schedule",
                  "submit_application",
                  "contact",
                  "complete_registration",
                  "view_content",
                  "add_to_cart",
                  "custom",
                  "messaging_conversation")),
          entry(IssueSeverity.class, List.of("information", "warning", "error")),
          entry(PostSource.class, List.of("facebook", "instagram")),
          entry(CampaignType.class, List.of("standard", "search")),
          entry(
              CampaignObjective.class,
              List.of("awareness", "traffic", "engagement", "leads", "sales")),
          entry(BidType.class, List.of("minimum_cost", "average_target", "maximum_target")),
          entry(BudgetOptimization.class, List.of("ad_campaign", "ad_group")),
          entry(BidStrategy.class, List.of("lowest_cost", "bid_cap", "cost_cap")),
          entry(ConfigStatus.class, List.of("active", "paused")),
          entry(
              IssueCategory.class,
              List.of(
                  "policy_rejection", "creative_media", "audience_targeting", "ad_volume_limit")),
          entry(IssueResource.class, List.of("ad_campaign", "ad_group", "ad")),
          entry(AdGoal.class, List.of("leads", "purchases")),
          entry(BudgetMode.class, List.of("daily", "lifetime")),
          entry(
              Scope.class,
              List.of(
                  "ad_campaign:update",
                  "ad_campaign:basic:read",
                  "access_pass:basic:read",
                  "company:balance:read")),
          entry(SecretKind.class, List.of("account_api_key", "app_api_key", "user_oauth_token")),
          entry(Direction.class, List.of("asc", "desc")));

  static Stream<Class<? extends WireName>> enums() {
    return WORDS.keySet().stream();
  }

  @Test
  void every_enum_with_words_has_them_here() throws IOException, URISyntaxException {
    assertThat(enumsOfTheCode()).containsExactlyInAnyOrderElementsOf(WORDS.keySet());
  }

  @ParameterizedTest
  @MethodSource("enums")
  <E extends Enum<E> & WireName> void the_words_of_an_enum_are_the_references(Class<E> type) {
    assertThat(Arrays.stream(type.getEnumConstants()).map(WireName::wireName))
        .containsExactlyElementsOf(Objects.requireNonNull(WORDS.get(type)));
  }

  @Test
  void the_api_reference_has_31_calls_to_action_and_newer_versions_have_3_more() {
    assertThat(CallToAction.values()).hasSize(34);
    assertThat(CallToAction.values())
        .filteredOn(word -> !word.isInApiReference())
        .containsExactly(CallToAction.DONATE_NOW, CallToAction.SEE_MORE, CallToAction.VISIT_SITE);
  }

  @Test
  void the_api_reference_has_2_platforms_and_newer_versions_have_1_more() {
    assertThat(AdPlatform.values())
        .filteredOn(platform -> !platform.isInApiReference())
        .containsExactly(AdPlatform.GOOGLE);
  }

  @ParameterizedTest
  @MethodSource("enums")
  <E extends Enum<E> & WireName> void every_constant_is_found_by_its_word(Class<E> type) {
    for (E value : type.getEnumConstants()) {
      assertThat(WireName.find(type, new String(value.wireName().toCharArray()))).contains(value);
    }
  }

  @ParameterizedTest
  @MethodSource("enums")
  <E extends Enum<E> & WireName> void a_word_in_another_spelling_finds_nothing(Class<E> type) {
    for (E value : type.getEnumConstants()) {
      String word = value.wireName();
      for (String other :
          List.of(
              value.name(),
              word.toUpperCase(Locale.ROOT),
              word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
              word.substring(0, word.length() - 1)
                  + word.substring(word.length() - 1).toUpperCase(Locale.ROOT),
              word + " ",
              " " + word,
              word.substring(1) + " ",
              word.substring(0, word.length() - 1),
              word + "\u0000")) {
        assertThat(WireName.find(type, other)).as(other).isEmpty();
      }
    }
  }

  @Test
  void another_word_finds_nothing() {
    for (String word : List.of("", "Learn_more", "LEARN_MORE", "learn_more ", "pending_refund")) {
      assertThat(WireName.find(CallToAction.class, word)).isEmpty();
    }
    assertThat(WireName.find(AdCampaignStatus.class, "in_review")).isEmpty();
    assertThat(WireName.find(AdStatus.class, "inactive")).isEmpty();
    // As long as a word, and the same in capitals.
    assertThat(WireName.find(AdGoal.class, "lead\u017f")).isEmpty();
    assertThat(WireName.find(AdPlatform.class, "t\u0131ktok")).isEmpty();
    assertThat(WireName.find(AdPlatform.class, "ti\u212atok")).isEmpty();
  }

  /// Those of the folder that [WireName] was compiled to.
  private static List<Class<?>> enumsOfTheCode() throws IOException, URISyntaxException {
    Path root = Path.of(WireName.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .<Class<?>>map(file -> load(file.replace(root.getFileSystem().getSeparator(), ".")))
          .filter(type -> type.isEnum() && WireName.class.isAssignableFrom(type))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, WireNameTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
