package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaignId;
import java.time.Instant;

/// An unpause asked of a campaign.
///
/// @param account the campaign must belong to it
/// @param changedBy the credential's id
public record CampaignUnpause(AdCampaignId id, AccountId account, String changedBy, Instant at) {}
