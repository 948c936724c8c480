package dev.intermission.functions.http;

import java.time.YearMonth;

/// The form of the API reference's versions: a date, and sometimes a number.
final class DatedVersion {
  private static final int DATE = "YYYY-MM-DD".length();
  private static final int LONGEST = "YYYY-MM-DD-NN".length();

  private DatedVersion() {}

  /// Whether a version has that form. The date is of the calendar, the number from `-1` to `-99`.
  static boolean isWellFormed(String version) {
    int length = version.length();
    if (length == DATE) {
      return isDay(version);
    }
    return length > DATE + 1
        && length <= LONGEST
        && isDay(version)
        && version.charAt(DATE) == '-'
        && version.charAt(DATE + 1) != '0'
        && number(version, DATE + 1, length) > 0;
  }

  private static boolean isDay(String version) {
    int year = number(version, 0, 4);
    int month = number(version, 5, 7);
    int day = number(version, 8, DATE);
    return version.charAt(4) == '-'
        && version.charAt(7) == '-'
        && year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= YearMonth.of(year, month).lengthOfMonth();
  }

  /// Reads the digits 0 to 9 between two places; -1 for other characters.
  private static int number(String version, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char digit = version.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }
}
