package dev.intermission.pause;

import dev.intermission.metrics.Metrics;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.DisarmTimer;
import dev.intermission.resume.Timer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The timers of timed pauses. Arms the new one, then takes away that of the replaced pause.
record ArmingTimers(ArmTimer armTimer, DisarmTimer disarmTimer, Metrics metrics) implements Timers {
  @Override
  public void fit(RecordId id, PauseState current, @Nullable PauseState replaced, Instant now) {
    Timers.disarm(disarmTimer, replaced, arm(id, current, now));
  }

  /// @return what it took of the time that arming and disarming share
  private Duration arm(RecordId id, PauseState current, Instant now) {
    PauseId pauseId = current.timedPause();
    Instant until = current.until();
    if (pauseId == null || until == null) {
      return Duration.ZERO;
    }
    ArmTimer.Result result = armTimer.arm(new Timer(id, pauseId, until), now);
    if (!result.armed()) {
      mayBeLost();
    }
    return result.took();
  }

  @Override
  public void mayBeLost() {
    metrics.record(Metrics.Measure.TIMER_NOT_ARMED, 1);
  }
}
