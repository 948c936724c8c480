package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.json.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionsTest {
  private final ApiVersions versions = new ApiVersions("", NewerApiVersions.REFUSE);

  @Test
  void a_request_without_a_version_has_the_pinned_one_or_the_original() {
    assertThat(ApiVersions.effective(null, null)).isEqualTo("2025-01-01");
    assertThat(ApiVersions.effective(null, "2026-06-20")).isEqualTo("2026-06-20");
    assertThat(ApiVersions.effective("2026-07-01", "2026-06-20")).isEqualTo("2026-07-01");
  }

  @Test
  void versions_are_strings_and_known_one_by_one() {
    assertThat(versions.isKnown("2025-01-01")).isTrue();
    assertThat(versions.isKnown("2026-07-08-1")).isTrue();
    assertThat(versions.isKnown("2026-10-15-1")).isTrue();
    assertThat(versions.isKnown("2026-10-15")).isFalse();
    assertThat(versions.isKnown("2026-7-8")).isFalse();
    assertThat(versions.isKnown("")).isFalse();
    assertThat(versions.isKnown("2025-01-01, 2025-01-01")).isFalse();
  }

  @Test
  void the_list_is_sorted_and_has_none_twice() {
    assertThat(ApiVersions.BUILT_IN)
        .isSortedAccordingTo(ApiVersions.OLDEST_FIRST)
        .doesNotHaveDuplicates()
        .startsWith(ApiVersions.ORIGINAL)
        .allMatch(DatedVersion::isWellFormed);
  }

  /// Those that the API reference named when the list was begun.
  @Test
  void no_version_is_dropped_from_the_list() {
    List<String> published = new ArrayList<>(List.of("2025-01-01"));
    published.addAll(in("2026-06", "08, 09, 20"));
    published.addAll(in("2026-07", "01, 08, 08-1, 18, 20, 22, 23, 25, 26, 27, 29, 29-1, 31"));
    published.addAll(in("2026-08", "03, 05, 05-1, 10, 12, 13, 14, 21, 21-1, 25, 25-1, 25-2, 31"));
    published.addAll(
        in(
            "2026-09",
            "02, 02-1, 02-2, 04, 06, 09, 09-1, 11, 11-1, 13, 15, 22, 22-1, 22-2, 22-3, 22-4, 23, 29"));
    published.addAll(in("2026-10", "08, 09-2, 13-1, 15-1"));
    assertThat(ApiVersions.BUILT_IN).containsAll(published);
    assertThat(published).hasSize(52).allMatch(versions::isKnown);
  }

  private static List<String> in(String month, String days) {
    return Stream.of(days.split(", ", -1)).map(day -> month + "-" + day).toList();
  }

  @Test
  void the_error_names_the_newest_ones() {
    assertThat(versions.unknown())
        .isEqualTo(
            ApiError.badRequest(
                "Api-Version-Date is not a supported version. The newest are 2026-10-15-1,"
                    + " 2026-10-13-1, 2026-10-09-2.",
                "Api-Version-Date"));
  }

  @Test
  void an_operator_may_add_some() {
    ApiVersions more = new ApiVersions(" 2026-11-30 ,,2026-12-07-1,", NewerApiVersions.REFUSE);
    assertThat(more.isKnown("2026-11-30")).isTrue();
    assertThat(more.isKnown("2026-12-07-1")).isTrue();
    assertThat(more.isKnown("")).isFalse();
    assertThat(more.unknown().message()).contains("2026-12-07-1, 2026-11-30, 2026-10-15-1");
  }

  @Test
  void the_number_behind_a_date_is_a_number() {
    assertThat(
            new ApiVersions("2026-11-30-2,2026-11-30,2026-11-30-10", NewerApiVersions.REFUSE)
                .unknown()
                .message())
        .contains("2026-11-30-10, 2026-11-30-2, 2026-11-30.");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-01, API_REFERENCE",
    "2026-07-18, API_REFERENCE",
    "2026-07-19-99, API_REFERENCE",
    "2026-07-20, PLAIN_TEXTS",
    "2026-07-20-1, PLAIN_TEXTS",
    "2026-09-28-99, PLAIN_TEXTS",
    "2026-09-29, TEXTS_WITH_LANGUAGE",
    "2026-10-15-1, TEXTS_WITH_LANGUAGE",
    "2027-01-01-10, TEXTS_WITH_LANGUAGE"
  })
  void a_version_has_the_newest_shape_that_is_not_later(String version, Shape shape) {
    assertThat(ApiVersions.shape(version)).isEqualTo(shape);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void a_shape_begins_with_a_version_that_is_known(Shape shape) {
    assertThat(versions.isKnown(shape.since())).isTrue();
    assertThat(ApiVersions.shape(shape.since())).isEqualTo(shape);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-10-15-2", "2026-10-15-10", "2026-10-16", "2027-01-01-99", "9999-12-31"})
  void a_later_version_is_refused_or_counts_as_the_newest_as_the_operator_wants(String version) {
    ApiVersions newest = new ApiVersions("", NewerApiVersions.NEWEST);
    assertThat(newest.countsAsNewest(version)).isTrue();
    assertThat(newest.isAccepted(version)).isTrue();
    assertThat(newest.isKnown(version)).isFalse();
    assertThat(versions.countsAsNewest(version)).isFalse();
    assertThat(versions.isAccepted(version)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-10-15", "2026-10-14-9", "2025-12-31", "0000-01-01", "2027-02-30", "latest"})
  void an_unknown_version_that_is_older_or_malformed_never_counts_as_the_newest(String version) {
    ApiVersions newest = new ApiVersions("", NewerApiVersions.NEWEST);
    assertThat(newest.countsAsNewest(version)).isFalse();
    assertThat(newest.isAccepted(version)).isFalse();
  }

  @Test
  void the_newest_known_version_may_be_one_that_an_operator_added() {
    ApiVersions more = new ApiVersions("2027-06-01,2027-05-01", NewerApiVersions.NEWEST);
    assertThat(more.isAccepted("2027-05-31")).isFalse();
    assertThat(more.isAccepted("2027-06-01")).isTrue();
    assertThat(more.countsAsNewest("2027-06-01")).isFalse();
    assertThat(more.countsAsNewest("2027-06-01-1")).isTrue();
  }

  @Test
  void later_is_by_the_number_behind_a_date_and_not_by_its_text() {
    ApiVersions more = new ApiVersions("2026-11-30-9", NewerApiVersions.NEWEST);
    assertThat(more.countsAsNewest("2026-11-30-10")).isTrue();
    ApiVersions evenMore = new ApiVersions("2026-11-30-10", NewerApiVersions.NEWEST);
    assertThat(evenMore.countsAsNewest("2026-11-30-9")).isFalse();
  }

  /// No date would be later than it.
  @Test
  void an_added_version_that_is_no_date_is_not_the_newest() {
    ApiVersions more = new ApiVersions("preview,2027-02-30", NewerApiVersions.NEWEST);
    assertThat(more.isKnown("preview")).isTrue();
    assertThat(more.countsAsNewest("2026-11-01")).isTrue();
  }
}
