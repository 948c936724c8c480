package dev.intermission.pause;

import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.DisarmTimer;
import dev.intermission.resume.Timer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Fits the timers of a record to its state, after a change is committed. Best effort: the sweep
/// ends what no timer ended.
@FunctionalInterface
interface Timers {
  /// For records whose pauses never end by themselves.
  Timers NONE = (id, current, replaced, now) -> true;

  /// Fits the timers.
  ///
  /// @param current the state that stands now
  /// @param replaced the state before the change; null when nothing was changed
  /// @param now the request's time
  /// @return false if a timed pause has no timer now
  boolean fit(RecordId id, PauseState current, @Nullable PauseState replaced, Instant now);

  /// Arms the timer of a pause, then takes away the one that it replaced.
  static Timers armAndDisarm(ArmTimer armTimer, DisarmTimer disarmTimer) {
    return (id, current, replaced, now) -> {
      PauseId pauseId = current.timedPause();
      Instant until = current.until();
      ArmTimer.Result result =
          pauseId == null || until == null
              ? new ArmTimer.Result(true, Duration.ZERO)
              : armTimer.arm(new Timer(id, pauseId, until), now);
      disarm(disarmTimer, replaced, result.took());
      return result.armed();
    };
  }

  /// Takes away the timer of a pause that was ended.
  static Timers disarm(DisarmTimer disarmTimer) {
    return (id, current, replaced, now) -> {
      disarm(disarmTimer, replaced, Duration.ZERO);
      return true;
    };
  }

  private static void disarm(DisarmTimer timer, @Nullable PauseState replaced, Duration spent) {
    PauseId pauseId = replaced == null ? null : replaced.timedPause();
    if (pauseId != null) {
      timer.disarm(pauseId, spent);
    }
  }
}
