package dev.intermission.pause;

import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.Timer;
import java.time.Duration;
import java.time.Instant;

/// Arms no timer that this process has armed within the last seconds. A pause has one timer that
/// never changes, so a request that only repeats a pause has no need of another call. If the timer
/// was lost meanwhile, the sweep ends the pause.
///
/// @param armTimer arms them
/// @param armed which pauses have theirs
public record SparingArmTimer(ArmTimer armTimer, ShortMemory armed) implements ArmTimer {
  @Override
  public Result arm(Timer timer, Instant now) {
    String pause = timer.pauseId().value();
    if (armed.has(pause, now)) {
      return new Result(true, Duration.ZERO);
    }
    Result result = armTimer.arm(timer, now);
    if (result.armed()) {
      armed.add(pause, now);
    }
    return result;
  }
}
