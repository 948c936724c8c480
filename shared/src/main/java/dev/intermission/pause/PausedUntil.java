package dev.intermission.pause;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rule for `paused_until` as a client writes it: RFC 3339 with seconds and with `Z` or an
/// offset, in the future, at most 366 days ahead. Judged as given, then rounded up to a whole
/// second.
///
/// The form is checked here and not left to Java's own parsers, which accept `24:00:00`, a missing
/// second and a 60th one.
public sealed interface PausedUntil {
  /// How far ahead a pause may end.
  Duration LIMIT = Duration.ofDays(366);

  /// @param until whole seconds
  record Accepted(Instant until) implements PausedUntil {}

  /// @param reason a sentence for the client, which never repeats what the client sent
  record Refused(String reason) implements PausedUntil {}

  /// Judges what a client wrote, at that time.
  static PausedUntil judge(String text, Instant now) {
    Matcher parts = Form.RFC_3339.matcher(text);
    if (!parts.matches()) {
      return new Refused(
          "paused_until must be an RFC 3339 date-time with seconds and an offset, such as"
              + " 2027-01-31T09:00:00Z.");
    }
    Instant asked;
    try {
      asked = instant(parts);
    } catch (DateTimeException e) {
      return new Refused("paused_until is a date or time that does not exist.");
    }
    if (!asked.isAfter(now)) {
      return new Refused("paused_until must be in the future.");
    }
    if (asked.isAfter(now.plus(LIMIT))) {
      return new Refused("paused_until must be at most 366 days ahead.");
    }
    return new Accepted(
        asked.getNano() == 0
            ? asked
            : Instant.ofEpochSecond(asked.getEpochSecond()).plusSeconds(1));
  }

  private static Instant instant(Matcher parts) {
    LocalDateTime local =
        LocalDateTime.of(
            Integer.parseInt(parts.group("year")),
            Integer.parseInt(parts.group("month")),
            Integer.parseInt(parts.group("day")),
            Integer.parseInt(parts.group("hour")),
            Integer.parseInt(parts.group("minute")),
            Integer.parseInt(parts.group("second")));
    Instant withoutFraction = local.toInstant(ZoneOffset.UTC).minus(offset(parts));
    return withoutFraction.plusNanos(nanosRoundedUp(parts.group("fraction")));
  }

  private static Duration offset(Matcher parts) {
    if (parts.group("sign") == null) {
      return Duration.ZERO;
    }
    int hours = Integer.parseInt(parts.group("offsetHour"));
    int minutes = Integer.parseInt(parts.group("offsetMinute"));
    if (hours > 23 || minutes > 59) {
      throw new DateTimeException("no such offset");
    }
    Duration offset = Duration.ofHours(hours).plusMinutes(minutes);
    return parts.group("sign").equals("-") ? offset.negated() : offset;
  }

  /// Digits beyond nanoseconds still count: they make the time later, never earlier.
  private static long nanosRoundedUp(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    String digits = fraction.length() < 9 ? fraction + "0".repeat(9 - fraction.length()) : fraction;
    long nanos = Long.parseLong(digits.substring(0, 9));
    boolean more = digits.substring(9).chars().anyMatch(digit -> digit != '0');
    return more ? nanos + 1 : nanos;
  }

  /// The grammar of RFC 3339, section 5.6.
  final class Form {
    private static final Pattern RFC_3339 =
        Pattern.compile(
            "(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[Tt]"
                + "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})"
                + "(?:\\.(?<fraction>[0-9]+))?"
                + "(?:[Zz]|(?<sign>[+-])(?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2}))");

    private Form() {}
  }
}
