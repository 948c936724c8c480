package dev.intermission.store;

import java.time.Instant;

/// A way to let a few seconds pass.
@FunctionalInterface
public interface Waiting {
  /// Waits until that time has come, on the clock of this process.
  ///
  /// @return the time when the wait was over
  Instant until(Instant time);
}
