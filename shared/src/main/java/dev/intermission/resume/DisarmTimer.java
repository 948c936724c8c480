package dev.intermission.resume;

import dev.intermission.model.PauseId;
import java.time.Duration;

/// Takes away the timer of a pause that is no more. Best effort: a timer that stays rings for a
/// pause that is not there, and ends nothing. Safe for use by several threads.
public interface DisarmTimer {
  /// Takes a timer away, after the change that replaced its pause is committed. Never throws.
  ///
  /// @param replaced the timed pause that is no more
  /// @param spent what arming the new timer took of the time that both share; zero when there was
  ///   none to arm
  void disarm(PauseId replaced, Duration spent);
}
