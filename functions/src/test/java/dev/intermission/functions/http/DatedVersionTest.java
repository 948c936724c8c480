package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatedVersionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-04-1",
        "2027-01-01",
        "2027-12-31-9",
        "2027-01-01-10",
        "2027-01-01-99",
        "2028-02-29",
        "9999-12-31-1",
      })
  void a_day_of_the_calendar_with_or_without_a_number_is_well_formed(String version) {
    assertThat(DatedVersion.isWellFormed(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // no such day
        "2026-02-30",
        "2027-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-01",
        "2026-01-00",
        "2026-01-32",
        // another number
        "2027-01-01-0",
        "2027-01-01-01",
        "2027-01-01-00",
        "2027-01-01-100",
        "2027-01-01-",
        "2027-01-01--1",
        "2027-01-01-+1",
        "2027-01-01-1a",
        "2027-01-01-a1",
        "2027-01-01.1",
        "2027-01-01_12",
        // another date
        "",
        "2027",
        "2027-1-1",
        "2027-01-1",
        "27-01-01",
        "20270101",
        "2027/01/01",
        "2027-01/01",
        "2027 01-01",
        "+027-01-01",
        "-027-01-01",
        "12027-01-01",
        "2027-O1-01",
        "2027-001-1",
        "latest",
        // more text
        " 2027-01-01",
        "2027-01-01 ",
        "2027-01-01\n",
        "2027-01-01-1 ",
        "2027-01-01x",
        "2027-01-01 x",
        "2027-01-01, 2027-01-01",
        "2027-01-01T00:00:00Z",
        // digits of other scripts
        "\u0662\u0660\u0662\u0667-01-01",
        "2027-\uff10\uff11-01",
        "2027-01-\u0660\u0661",
        "2027-01-01-\u0661",
        "2027-01-01-1\u0661",
        "2027\u201001\u201001",
      })
  void anything_else_is_not(String version) {
    assertThat(DatedVersion.isWellFormed(version)).isFalse();
  }

  /// It is a client's text, of up to 10,240 bytes.
  @ParameterizedTest
  @ValueSource(ints = {11, 14, 10_000})
  void a_longer_text_is_not(int length) {
    assertThat(DatedVersion.isWellFormed("2027-01-01-" + "1".repeat(length - 11))).isFalse();
    assertThat(DatedVersion.isWellFormed("2".repeat(length))).isFalse();
  }
}
