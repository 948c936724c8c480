package dev.intermission.pause;

import dev.intermission.model.Rfc3339;
import dev.intermission.model.Timestamps;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules for the end of a pause as a client writes it. It is in the future, at most 366 days
/// ahead. Judged as given, then rounded up to a whole second.
///
/// - RFC 3339 with seconds and with `Z` or an offset,
/// - a local time beside the name of a time zone, by the JDK's rules of zones,
/// - a duration from the time of the request on.
public sealed interface PausedUntil {
  /// How far ahead a pause may end.
  Duration LIMIT = Duration.ofDays(366);

  /// The end as a client wrote it. Null is left out.
  ///
  /// @param pausedUntil a time with an offset, or a local one
  /// @param timeZone the name of the local time's zone
  /// @param pausedFor a duration
  record Asked(
      @Nullable String pausedUntil, @Nullable String timeZone, @Nullable String pausedFor) {}

  /// None was asked for.
  record NoEnd() implements PausedUntil {}

  /// @param until whole seconds
  record Accepted(Instant until) implements PausedUntil {}

  /// @param field the one that is wrong
  /// @param reason a sentence for the client. It never repeats what the client sent; it may have
  ///   times that were worked out of it
  record Refused(String field, String reason) implements PausedUntil {}

  /// The name of the field of the first two forms.
  String FIELD = "paused_until";

  /// The name of the field beside a local time.
  String TIME_ZONE = "time_zone";

  /// The name of the field of a duration.
  String PAUSED_FOR = "paused_for";

  /// Judges what was asked for, at that time.
  static PausedUntil judge(Asked asked, Instant now) {
    if (asked.pausedFor() != null) {
      return asked.pausedUntil() == null && asked.timeZone() == null
          ? judgeDuration(asked.pausedFor(), now)
          : new Refused(
              PAUSED_FOR, "paused_for must be left out where paused_until or time_zone is given.");
    }
    if (asked.pausedUntil() == null) {
      return asked.timeZone() == null
          ? new NoEnd()
          : new Refused(TIME_ZONE, "time_zone must be left out where there is no paused_until.");
    }
    return asked.timeZone() == null
        ? judge(asked.pausedUntil(), now)
        : judge(asked.pausedUntil(), asked.timeZone(), now);
  }

  /// Judges a time with an offset, at that time.
  static PausedUntil judge(String text, Instant now) {
    if (!Rfc3339.hasForm(text)) {
      return new Refused(
          FIELD,
          "paused_until must be an RFC 3339 date-time with seconds and an offset, such as"
              + " 2027-01-31T09:00:00Z, or a local time beside a time_zone.");
    }
    Optional<Instant> existing = Rfc3339.parse(text);
    if (existing.isEmpty() && !Rfc3339.hasOffset(text)) {
      return new Refused(
          FIELD,
          "paused_until has an offset that does not exist: its hours are 00 to 23, its minutes 00 to 59.");
    }
    return existing.map(asked -> judge(asked, FIELD, now)).orElseGet(EndForms::notExisting);
  }

  /// Judges a local time in a time zone, at that time. Of the two times that it is when clocks are
  /// put back, it is the later: a pause must not end early.
  ///
  /// @param zone the name of a time zone
  static PausedUntil judge(String text, String zone, Instant now) {
    if (!EndForms.ZONES.contains(zone)) {
      return new Refused(TIME_ZONE, "time_zone must be an IANA name, such as Europe/Berlin.");
    }
    if (!EndForms.LOCAL.matcher(text).matches()) {
      return Rfc3339.hasForm(text)
          ? new Refused(TIME_ZONE, "time_zone must be left out where paused_until has an offset.")
          : new Refused(
              FIELD,
              "paused_until must be a local time beside a time_zone, such as 2027-01-31T09:00 or"
                  + " 2027-01-31T09:00:00.");
    }
    LocalDateTime local;
    try {
      local = LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      return EndForms.notExisting();
    }
    ZoneRules rules = ZoneId.of(zone).getRules();
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null && change.isGap()) {
      return new Refused(
          FIELD,
          "paused_until is a time that is left out in this time_zone: clocks go from %s to %s."
              .formatted(
                  EndForms.written(change.getDateTimeBefore(), change.getOffsetBefore()),
                  EndForms.written(change.getDateTimeAfter(), change.getOffsetAfter())));
    }
    ZoneOffset offset = change == null ? rules.getOffset(local) : change.getOffsetAfter();
    return judge(local.toInstant(offset), FIELD, now);
  }

  /// Judges a duration from that time on.
  static PausedUntil judgeDuration(String text, Instant now) {
    Optional<Duration> duration = EndForms.duration(text);
    if (duration.isEmpty()) {
      return new Refused(
          PAUSED_FOR,
          "paused_for must be an ISO 8601 duration of whole days, hours, minutes and seconds, such"
              + " as PT90M or P1DT12H.");
    }
    if (duration.get().compareTo(LIMIT) > 0) {
      return new Refused(PAUSED_FOR, "paused_for must be at most 366 days.");
    }
    if (duration.get().isZero()) {
      return new Refused(PAUSED_FOR, "paused_for must be longer than nothing.");
    }
    return judge(now.plus(duration.get()), PAUSED_FOR, now);
  }

  private static PausedUntil judge(Instant asked, String field, Instant now) {
    if (!asked.isAfter(now)) {
      return new Refused(field, field + " must be in the future.");
    }
    if (asked.isAfter(now.plus(LIMIT))) {
      return new Refused(field, field + " must be at most 366 days ahead.");
    }
    return new Accepted(Timestamps.roundedUpToSecond(asked));
  }
}
