package dev.intermission.resume;

/// The time that some work may take, measured on a clock that never jumps.
///
/// Not the clock that tells the time of day: that one may be set while the work is going on, and
/// the work would be cut off at once, or go on for ever. Safe for use by several threads.
@FunctionalInterface
public interface TimeBox {
  /// Whether the time is over.
  boolean isOver();
}
