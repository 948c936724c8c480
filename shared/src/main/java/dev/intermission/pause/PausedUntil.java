package dev.intermission.pause;

import dev.intermission.model.Rfc3339;
import dev.intermission.model.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The rule for `paused_until` as a client writes it. It is RFC 3339 with seconds and with `Z` or
/// an offset, in the future, at most 366 days ahead. Judged as given, then rounded up to a whole
/// second.
public sealed interface PausedUntil {
  /// How far ahead a pause may end.
  Duration LIMIT = Duration.ofDays(366);

  /// @param until whole seconds
  record Accepted(Instant until) implements PausedUntil {}

  /// @param reason a sentence for the client, which never repeats what the client sent
  record Refused(String reason) implements PausedUntil {}

  /// Judges what a client wrote, at that time.
  static PausedUntil judge(String text, Instant now) {
    if (!Rfc3339.hasForm(text)) {
      return new Refused(
          "paused_until must be an RFC 3339 date-time with seconds and an offset, such as"
              + " 2027-01-31T09:00:00Z.");
    }
    Optional<Instant> existing = Rfc3339.parse(text);
    if (existing.isEmpty() && !Rfc3339.hasOffset(text)) {
      return new Refused(
          "paused_until has an offset that does not exist: its hours are 00 to 23, its minutes 00 to 59.");
    }
    if (existing.isEmpty()) {
      return new Refused("paused_until is a date or time that does not exist.");
    }
    Instant asked = existing.get();
    if (!asked.isAfter(now)) {
      return new Refused("paused_until must be in the future.");
    }
    if (asked.isAfter(now.plus(LIMIT))) {
      return new Refused("paused_until must be at most 366 days ahead.");
    }
    return new Accepted(Timestamps.roundedUpToSecond(asked));
  }
}
