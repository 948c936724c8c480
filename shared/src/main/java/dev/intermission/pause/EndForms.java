package dev.intermission.pause;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms of a pause's end. They are checked here and not left to Java's own parsers, which
/// accept more.
final class EndForms {
  /// A local time to the minute or to the second. Only the digits 0 to 9 count.
  static final Pattern LOCAL =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?");

  /// The names of the time zones that this JDK has rules of.
  static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  /// The parts of ISO 8601 that always are as long. Nine digits of days are beyond every limit.
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?:(?<days>[0-9]{1,9})D)?"
              + "(?:T(?=[0-9])(?:(?<hours>[0-9]{1,9})H)?(?:(?<minutes>[0-9]{1,9})M)?"
              + "(?:(?<seconds>[0-9]{1,9})S)?)?");

  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private EndForms() {}

  static PausedUntil notExisting() {
    return new PausedUntil.Refused(
        PausedUntil.FIELD, "paused_until is a date or time that does not exist.");
  }

  /// Reads a duration, whose days have 24 hours; empty if it has another form.
  static Optional<Duration> duration(String text) {
    Matcher parts = DURATION.matcher(text);
    return parts.matches() && text.length() > 1
        ? Optional.of(
            Duration.ofDays(number(parts, "days"))
                .plusHours(number(parts, "hours"))
                .plusMinutes(number(parts, "minutes"))
                .plusSeconds(number(parts, "seconds")))
        : Optional.empty();
  }

  /// A local time with its offset.
  static String written(LocalDateTime local, ZoneOffset offset) {
    return TO_THE_SECOND.format(local) + offset.getId();
  }

  private static long number(Matcher parts, String name) {
    String digits = parts.group(name);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
