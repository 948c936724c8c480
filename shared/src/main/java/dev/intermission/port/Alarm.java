package dev.intermission.port;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import java.time.Instant;

/// The content of a timer, handed to the resume when it rings.
///
/// @param until whole seconds
public record Alarm(AdCampaignId id, PauseId pauseId, Instant until) {}
