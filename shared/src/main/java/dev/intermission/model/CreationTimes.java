package dev.intermission.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A range of times of creation: after one time and before another, both exclusive. In
/// milliseconds, as items have theirs.
///
/// @param after null: however early
/// @param before null: however late
public record CreationTimes(@Nullable Instant after, @Nullable Instant before) {
  /// All there are.
  public static final CreationTimes ALL = new CreationTimes(null, null);

  private static final Duration STEP = Duration.ofMillis(1);
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00.000Z");
  private static final Instant LAST = Timestamps.LAST_SECOND.plusMillis(999);

  /// Takes both bounds to the millisecond that leaves the same times between them.
  public CreationTimes {
    after = after == null ? null : after.truncatedTo(ChronoUnit.MILLIS);
    before = before == null ? null : before.plus(STEP).minusNanos(1).truncatedTo(ChronoUnit.MILLIS);
  }

  /// Whether no time can be in it.
  public boolean isEmpty() {
    return first().isAfter(last());
  }

  /// Whether a time is in it.
  public boolean contains(Instant time) {
    return (after == null || time.isAfter(after)) && (before == null || time.isBefore(before));
  }

  /// Whether a time is in the range, as items have it. Any text is where all times are.
  public boolean contains(String createdAt) {
    return equals(ALL)
        || (firstText().compareTo(createdAt) <= 0 && createdAt.compareTo(lastText()) <= 0);
  }

  /// The first time in it, as items have it. Only if it is not empty.
  public String firstText() {
    return Timestamps.write(first());
  }

  /// The last time in it, as items have it. Only if it is not empty.
  public String lastText() {
    return Timestamps.write(last());
  }

  private Instant first() {
    Instant first = after == null ? FIRST : after.plus(STEP);
    return first.isBefore(FIRST) ? FIRST : first;
  }

  private Instant last() {
    Instant last = before == null ? LAST : before.minus(STEP);
    return last.isAfter(LAST) ? LAST : last;
  }
}
