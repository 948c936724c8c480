package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pause asked of a campaign.
///
/// @param account the campaign must belong to it
/// @param pauseId fresh for each request
/// @param until whole seconds; null for a pause without an end
/// @param changedBy the credential's id
public record CampaignPause(
    AdCampaignId id,
    AccountId account,
    PauseId pauseId,
    @Nullable Instant until,
    String changedBy,
    Instant at) {}
