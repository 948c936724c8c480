package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdsTest {
  @ParameterizedTest
  @MethodSource("goodTails")
  void ids_of_the_contracts_form_are_read(String tail) {
    assertThat(AdId.parse("ad_" + tail)).contains(new AdId("ad_" + tail));
    assertThat(AdCampaignId.parse("adcamp_" + tail)).contains(new AdCampaignId("adcamp_" + tail));
  }

  static List<String> goodTails() {
    return List.of("a", "Z", "0", "xxxxxxxxxxx", "AZaz09", "a".repeat(64));
  }

  @ParameterizedTest
  @MethodSource("badAdIds")
  void an_ad_id_of_another_form_is_refused(String text) {
    assertThat(AdId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new AdId(text));
  }

  static Stream<String> badAdIds() {
    return Stream.concat(badIds("ad_"), Stream.of("adcamp_1", "adgrp_1"));
  }

  @ParameterizedTest
  @MethodSource("badCampaignIds")
  void a_campaign_id_of_another_form_is_refused(String text) {
    assertThat(AdCampaignId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new AdCampaignId(text));
  }

  static Stream<String> badCampaignIds() {
    return Stream.concat(badIds("adcamp_"), Stream.of("ad_1", "adgrp_1", "adcampx_1"));
  }

  private static Stream<String> badIds(String prefix) {
    return Stream.of(
        "",
        prefix,
        prefix + "a".repeat(65),
        prefix + "a".repeat(4096),
        prefix + "a\n",
        prefix + "a\r\n",
        prefix + "a\u0000",
        " " + prefix + "a",
        prefix + "a ",
        prefix + "a-b",
        prefix + "a_b",
        prefix + "a/b",
        prefix + "a.b",
        prefix + "a%20",
        prefix + "ä",
        prefix + "٣", // a digit, but no ASCII one
        prefix + "ａ", // a full-width letter
        prefix.replace("_", "-") + "a",
        prefix.toUpperCase(java.util.Locale.ROOT) + "a",
        "x" + prefix + "a",
        "a");
  }

  @ParameterizedTest
  @MethodSource("goodTails")
  void ids_of_accounts_apps_and_users_are_read(String tail) {
    assertThat(AccountId.parse("biz_" + tail)).contains(new AccountId("biz_" + tail));
    assertThat(AppId.parse("app_" + tail)).contains(new AppId("app_" + tail));
    assertThat(UserId.parse("user_" + tail)).contains(new UserId("user_" + tail));
  }

  @ParameterizedTest
  @MethodSource("badAccountIds")
  void an_account_id_of_another_form_is_not_taken_from_anybody(String text) {
    assertThat(AccountId.parse(text)).isEmpty();
  }

  static Stream<String> badAccountIds() {
    return badIds("biz_");
  }

  @ParameterizedTest
  @MethodSource("badAppIds")
  void an_app_id_of_another_form_is_refused(String text) {
    assertThat(AppId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new AppId(text));
  }

  static Stream<String> badAppIds() {
    return badIds("app_");
  }

  @ParameterizedTest
  @MethodSource("badUserIds")
  void a_user_id_of_another_form_is_refused(String text) {
    assertThat(UserId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new UserId(text));
  }

  static Stream<String> badUserIds() {
    return badIds("user_");
  }

  @Test
  void a_refused_id_is_not_repeated_in_the_message() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdId("secret?"))
        .withMessageNotContaining("secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdCampaignId("secret?"))
        .withMessageNotContaining("secret");
  }

  @Test
  void an_empty_account_id_or_pause_id_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new PauseId(""));
    assertThat(new AccountId("biz_1").value()).isEqualTo("biz_1");
    assertThat(new PauseId("p").value()).isEqualTo("p");
  }
}
