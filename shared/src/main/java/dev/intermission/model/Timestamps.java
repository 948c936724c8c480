package dev.intermission.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The form of timestamps in responses and in stored items. It is ISO 8601 in UTC with milliseconds
/// and `Z`, so that they also sort as text.
public final class Timestamps {
  /// The last second of the year 9999: no later time is stored or read.
  public static final Instant LAST_SECOND = Instant.ofEpochSecond(253_402_300_799L);

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private Timestamps() {}

  /// Whether a time can be written in this form: its year has four digits.
  public static boolean isTimestamp(Instant time) {
    return !time.isBefore(FIRST) && time.getEpochSecond() <= LAST_SECOND.getEpochSecond();
  }

  /// Writes a time; what is finer than a millisecond is left off.
  public static String write(Instant time) {
    return FORM.format(time);
  }

  /// Rounds a time up to a whole second. One that is whole already stays as it is.
  public static Instant roundedUpToSecond(Instant time) {
    return time.getNano() == 0 ? time : Instant.ofEpochSecond(time.getEpochSecond() + 1);
  }
}
