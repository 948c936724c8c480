package dev.intermission.pause;

import java.time.Instant;

/// Things that one process has seen within the last seconds. It may forget them at any time, and no
/// other process knows of them: so nothing may be wrong that rests on it, only dearer. Safe for use
/// by several threads.
public interface ShortMemory {
  /// Whether this was seen within the last seconds.
  boolean has(String thing, Instant now);

  /// Notes that this was seen now.
  void add(String thing, Instant now);
}
