package dev.intermission.resume;

import dev.intermission.model.PauseId;
import dev.intermission.model.RecordId;
import java.time.Instant;

/// The timer of a timed pause. This is its content, which is handed to the resume when it rings.
///
/// @param until whole seconds
public record Timer(RecordId id, PauseId pauseId, Instant until) {}
