package dev.intermission.resume;

import dev.intermission.model.PauseId;
import dev.intermission.model.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the index of timed pauses. The index lags behind the records, so a row is a hint and no
/// proof.
///
/// @param pauseId null when the row has none
/// @param pausedUntil whole seconds
public record DuePause(RecordId id, @Nullable PauseId pauseId, Instant pausedUntil) {}
