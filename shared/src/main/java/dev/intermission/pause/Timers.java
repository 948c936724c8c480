package dev.intermission.pause;

import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.resume.DisarmTimer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Fits the timers of a record to its state, after a change is committed. Best effort: the sweep
/// ends what no timer ended.
@FunctionalInterface
interface Timers {
  /// For records whose pauses never end by themselves.
  Timers NONE = (id, current, replaced, now) -> {};

  /// Fits the timers.
  ///
  /// @param current the state that stands now
  /// @param replaced the state before the change; null when nothing was changed
  /// @param now the request's time
  void fit(RecordId id, PauseState current, @Nullable PauseState replaced, Instant now);

  /// Notes that a timer may be lost. The record could not be read.
  default void mayBeLost() {}

  /// Only takes away the timer of a pause that was ended.
  static Timers disarming(DisarmTimer disarmTimer) {
    return (id, current, replaced, now) -> disarm(disarmTimer, replaced, Duration.ZERO);
  }

  /// Takes away the timer of a pause that is no more.
  ///
  /// @param spent what arming another timer took of the time that both share
  static void disarm(DisarmTimer disarmTimer, @Nullable PauseState replaced, Duration spent) {
    PauseId pauseId = replaced == null ? null : replaced.timedPause();
    if (pauseId != null) {
      disarmTimer.disarm(pauseId, spent);
    }
  }
}
