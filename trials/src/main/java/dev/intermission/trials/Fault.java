package dev.intermission.trials;

import java.util.Locale;

/// A fault that a trial causes, named as on the command line.
enum Fault {
  KILL_WORKER,
  KILL_PLATFORM,
  KILL_BOTH,
  STOP_WORKER,
  STOP_PLATFORM,
  FULL_DISK,
  CLOCK;

  static Fault of(String word) {
    return valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
