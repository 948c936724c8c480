package dev.intermission.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {
  /// The first two as FIPS 180 has them, the third as `sha256sum` writes it.
  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "\u00e4\u20ac\ud83d\ude00, 819fe77d1c7897c4c541e21c63d27154d46e12cc65074d8d9c874626a40a6074",
  })
  void a_text_is_hashed_in_utf_8(String text, String hex) {
    assertThat(Sha256.hex(text)).isEqualTo(hex);
  }
}
