package dev.intermission.pause;

import dev.intermission.model.PauseId;

/// Where pause ids come from. Safe for use by several threads.
@FunctionalInterface
public interface PauseIds {
  /// An id that was never used before.
  PauseId next();
}
