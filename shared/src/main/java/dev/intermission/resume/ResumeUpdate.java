package dev.intermission.resume;

import dev.intermission.model.PauseId;
import dev.intermission.model.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One conditional update that ends a timed pause, for a timer or the sweep.
///
/// @param pauseId the pause to end; null matches no pause and only asks for the record as it is
/// @param pausedUntil the time that the pause is believed to end at, whole seconds
/// @param changedBy `schedule` or `sweep`
/// @param now the time of the process that ends the pause; the store compares it in whole seconds,
///   rounded down
public record ResumeUpdate(
    RecordId id, @Nullable PauseId pauseId, Instant pausedUntil, String changedBy, Instant now) {}
