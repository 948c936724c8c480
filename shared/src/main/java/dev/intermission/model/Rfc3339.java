package dev.intermission.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date-time that somebody sent: RFC 3339 with seconds and `Z` or an offset.
///
/// The form is checked here and not left to Java's own parsers, which accept `24:00:00`, a missing
/// second and a 60th one.
public final class Rfc3339 {
  /// The grammar of RFC 3339, section 5.6.
  private static final Pattern FORM =
      Pattern.compile(
          "(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[Tt]"
              + "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})"
              + "(?:\\.(?<fraction>[0-9]+))?"
              + "(?:[Zz]|(?<sign>[+-])(?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2}))");

  private static final int NANO_DIGITS = 9;

  private Rfc3339() {}

  /// Whether it is written as one, though the date or time may not exist.
  public static boolean hasForm(String text) {
    return FORM.matcher(text).matches();
  }

  /// Whether it has the form of one and an offset that exists. The date or time may not exist.
  public static boolean hasOffset(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches() && isOffset(parts);
  }

  /// Reads one; empty if it has another form or does not exist. Digits beyond nanoseconds still
  /// count: they make the time later, never earlier.
  public static Optional<Instant> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? wholeSecond(parts).map(it -> it.plusNanos(nanosRoundedUp(parts.group("fraction"))))
        : Optional.empty();
  }

  /// Reads one; empty if it has another form or does not exist. Digits beyond nanoseconds are left
  /// off: they make the time earlier, never later.
  public static Optional<Instant> parseRoundedDown(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? wholeSecond(parts).map(it -> it.plusNanos(nanos(parts.group("fraction"))))
        : Optional.empty();
  }

  private static Optional<Instant> wholeSecond(Matcher parts) {
    try {
      return Optional.of(withoutFraction(parts));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant withoutFraction(Matcher parts) {
    LocalDateTime local =
        LocalDateTime.of(
            Integer.parseInt(parts.group("year")),
            Integer.parseInt(parts.group("month")),
            Integer.parseInt(parts.group("day")),
            Integer.parseInt(parts.group("hour")),
            Integer.parseInt(parts.group("minute")),
            Integer.parseInt(parts.group("second")));
    return local.toInstant(ZoneOffset.UTC).minus(offset(parts));
  }

  private static Duration offset(Matcher parts) {
    if (parts.group("sign") == null) {
      return Duration.ZERO;
    }
    if (!isOffset(parts)) {
      throw new DateTimeException("no such offset");
    }
    Duration offset =
        Duration.ofHours(Integer.parseInt(parts.group("offsetHour")))
            .plusMinutes(Integer.parseInt(parts.group("offsetMinute")));
    return parts.group("sign").equals("-") ? offset.negated() : offset;
  }

  private static boolean isOffset(Matcher parts) {
    return parts.group("sign") == null
        || (Integer.parseInt(parts.group("offsetHour")) <= 23
            && Integer.parseInt(parts.group("offsetMinute")) <= 59);
  }

  private static long nanosRoundedUp(@Nullable String fraction) {
    boolean isFiner =
        fraction != null && fraction.chars().skip(NANO_DIGITS).anyMatch(digit -> digit != '0');
    return isFiner ? nanos(fraction) + 1 : nanos(fraction);
  }

  private static long nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    return Long.parseLong((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
  }
}
