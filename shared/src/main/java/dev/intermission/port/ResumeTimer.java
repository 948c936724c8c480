package dev.intermission.port;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The alarm clock that rings when a timed pause is over. It may ring late, twice or never: the
/// record is the truth, and the sweep ends what the timer does not. Safe for use by several
/// threads.
public interface ResumeTimer {
  /// Makes the timers fit a pause that is committed: arms the new one and, best effort, takes the
  /// replaced one away. Both together stay within a fixed time. One immutable alarm per accepted
  /// pause; arming the same one again is fine.
  ///
  /// @param alarm what to arm; null after a pause without an end
  /// @param replaced the timed pause that is no more; null when there was none
  /// @param now the request's time
  /// @return false if there is an alarm that could not be armed; never an exception
  boolean fit(@Nullable Alarm alarm, @Nullable PauseId replaced, Instant now);

  /// What the timer hands to the resume.
  ///
  /// @param until whole seconds
  record Alarm(AdCampaignId id, PauseId pauseId, Instant until) {}
}
