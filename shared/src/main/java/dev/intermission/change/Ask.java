package dev.intermission.change;

import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A change that a client asks of a record, whatever its kind.
public sealed interface Ask {
  /// The state of a record once this is carried out.
  PauseState next(PauseState found);

  /// Whether the record shows that this was carried out. Asked after a write whose outcome is
  /// unclear.
  boolean isDoneIn(PauseState found);

  /// Whether the record is in the very pause that this asks for, by its id.
  boolean hasIdOf(PauseState found);

  /// Pause it. The newest request wins.
  ///
  /// @param pauseId fresh for each request; null for an ad, whose pauses have no id
  /// @param until when the pause ends, in whole seconds; null for a pause without an end
  record Pause(@Nullable PauseId pauseId, @Nullable Instant until) implements Ask {
    @Override
    public PauseState next(PauseState found) {
      return found.paused(pauseId, until);
    }

    /// Another pause, even until the same time, proves nothing.
    @Override
    public boolean isDoneIn(PauseState found) {
      return pauseId == null ? found.isPaused() : hasIdOf(found);
    }

    @Override
    public boolean hasIdOf(PauseState found) {
      return pauseId != null && pauseId.equals(found.pauseId());
    }
  }

  /// Let it run again.
  record Unpause() implements Ask {
    @Override
    public PauseState next(PauseState found) {
      return found.active();
    }

    @Override
    public boolean isDoneIn(PauseState found) {
      return found.status() == found.status().active();
    }

    /// To run has no id.
    @Override
    public boolean hasIdOf(PauseState found) {
      return false;
    }
  }
}
