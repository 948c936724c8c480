package dev.intermission.resume;

import java.time.Duration;
import java.time.Instant;

/// Arms the timer of a timed pause. It may ring late, twice or never: the record is the truth, and
/// the sweep ends what the timer does not. Safe for use by several threads.
public interface ArmTimer {
  /// Arms a timer, within a fixed time, after its pause is committed. One immutable timer per
  /// accepted pause; arming the same one again is fine.
  ///
  /// @param now the request's time
  /// @return what came of it; never an exception
  Result arm(Timer timer, Instant now);

  /// The result of arming a timer.
  ///
  /// @param armed whether the timer is armed now
  /// @param took how much it took of the time that arming and disarming share
  record Result(boolean armed, Duration took) {}
}
