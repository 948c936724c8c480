package dev.intermission.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  /// Computed with Python's zlib and hashlib, and not with the code under test.
  record Known(String random, String text, String sha256) {
    Secret make() {
      return Secret.of(SecretKind.ACCOUNT_API_KEY, HexFormat.of().parseHex(random));
    }
  }

  private static final Known ALL_ZERO =
      new Known(
          "00".repeat(32),
          "im_acc_00000000000000000000000000000000000000000001YwIq6",
          "4700c29b81b8834e9afffc5dda1ffda10ca77aaa12fe2fc8d53fecb10709ad9b");
  private static final Known ALL_ONES =
      new Known(
          "ff".repeat(32),
          "im_acc_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp14fRuBa",
          "8602fb83830ded9e18abc03c53eee73a2af19de153eb50ea1d07a60964b280fb");
  private static final Known COUNTED =
      new Known(
          "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
          "im_acc_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf2Ciu6Y",
          "937657945709ff246b46d29889b1846833f8e290afd67b6195cc2a4c9f1eba28");

  static List<Known> known() {
    return List.of(ALL_ZERO, ALL_ONES, COUNTED);
  }

  @ParameterizedTest
  @MethodSource("known")
  void a_secret_is_its_prefix_and_43_and_6_base62_characters(Known known) {
    String text = known.make().reveal();

    assertThat(text).isEqualTo(known.text()).matches("im_acc_[0-9A-Za-z]{49}").hasSize(56);
  }

  @ParameterizedTest
  @MethodSource("known")
  void what_is_stored_is_the_sha256_of_the_whole_text(Known known) {
    assertThat(known.make().hash().hex()).isEqualTo(known.sha256());
  }

  @ParameterizedTest
  @MethodSource("known")
  void a_secret_that_was_made_can_be_read(Known known) {
    Secret made = known.make();

    Secret read = Secret.parse(made.reveal()).orElseThrow();

    assertThat(read.reveal()).isEqualTo(made.reveal());
    assertThat(read.hash()).isEqualTo(made.hash());
    assertThat(read.kind()).isEqualTo(SecretKind.ACCOUNT_API_KEY);
  }

  @ParameterizedTest
  @MethodSource("known")
  void every_change_of_one_character_is_found_out(Known known) {
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-. ä٣";
    for (int place = 0; place < known.text().length(); place++) {
      for (int i = 0; i < alphabet.length(); i++) {
        char other = alphabet.charAt(i);
        if (other != known.text().charAt(place)) {
          StringBuilder changed = new StringBuilder(known.text());
          changed.setCharAt(place, other);

          assertThat(Secret.parse(changed.toString())).as(changed.toString()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("known")
  void a_secret_that_lost_or_won_a_character_is_refused(Known known) {
    String text = known.text();
    for (int place = 0; place < text.length(); place++) {
      assertThat(Secret.parse(text.substring(0, place) + text.substring(place + 1))).isEmpty();
    }
    assertThat(Secret.parse(text + "0")).isEmpty();
    assertThat(Secret.parse(text + "\n")).isEmpty();
    assertThat(Secret.parse("0" + text)).isEmpty();
    assertThat(Secret.parse(" " + text)).isEmpty();
    assertThat(Secret.parse(text + text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "im_",
        "im_acc_",
        "im_acc",
        // The checksums of these fit: only prefixes and alphabet are wrong.
        "im_xyz_00000000000000000000000000000000000000000001BZEyf",
        "sk_acc_00000000000000000000000000000000000000000003eoFgM",
        "IM_ACC_00000000000000000000000000000000000000000000n1nVw",
        "00000000000000000000000000000000000000000002CZclj",
        "im_acc_-------------------------------------------0zrFbJ",
        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyXzEifQ.c2lnbmF0dXJl",
      })
  void what_is_no_secret_of_ours_is_refused(String text) {
    assertThat(Secret.parse(text)).isEmpty();
  }

  @Test
  void a_secret_never_prints_itself() {
    for (Known known : known()) {
      Secret secret = known.make();

      assertThat(secret.toString()).isEqualTo("im_acc_(hidden)");
      assertThat(String.valueOf(Secret.parse(known.text())))
          .doesNotContain(known.text().substring(7));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void a_secret_takes_32_random_bytes(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of(SecretKind.ACCOUNT_API_KEY, new byte[length]));
  }

  /// The texts are computed as those above.
  @ParameterizedTest
  @CsvSource({
    "ACCOUNT_API_KEY, account_api_key, im_acc_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf2Ciu6Y",
    "APP_API_KEY, app_api_key, im_app_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf22VX5g",
    "USER_OAUTH_TOKEN, user_oauth_token, im_usr_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf0ow6CG",
  })
  void a_kind_has_the_name_of_the_pages_and_a_prefix_of_its_own(
      SecretKind kind, String wireName, String text) {
    assertThat(kind.wireName()).isEqualTo(wireName);
    assertThat(Secret.of(kind, HexFormat.of().parseHex(COUNTED.random())).reveal()).isEqualTo(text);
    assertThat(Secret.parse(text).map(Secret::kind)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "xyz"})
  void a_hash_has_64_lower_case_hexadecimal_digits(String tail) {
    String hex = COUNTED.sha256().substring(tail.length()) + tail;

    assertThat(SecretHash.parse(hex))
        .isEqualTo(tail.equals("xyz") ? Optional.empty() : Optional.of(new SecretHash(hex)));
    assertThat(SecretHash.parse(hex.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(SecretHash.parse(hex + "0")).isEmpty();
    assertThat(SecretHash.parse(hex.substring(1))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new SecretHash(hex + "0"));
  }
}
