package dev.intermission.functions.dynamodb;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The form of stored timestamps: ISO 8601 in UTC with milliseconds, so that they also sort as
/// text.
final class Timestamps {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  static String write(Instant time) {
    return FORM.format(time);
  }
}
