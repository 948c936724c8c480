package dev.intermission.pause;

import dev.intermission.model.PauseId;
import java.util.concurrent.atomic.AtomicInteger;

/// Pause ids that a test can foretell: `pause-1`, `pause-2` and so on.
public final class CountingPauseIds implements PauseIds {
  private final AtomicInteger last = new AtomicInteger();

  @Override
  public PauseId next() {
    return new PauseId("pause-" + last.incrementAndGet());
  }
}
