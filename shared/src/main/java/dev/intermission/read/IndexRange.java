package dev.intermission.read;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.CreationTimes;
import org.jspecify.annotations.Nullable;

/// A range of the index of an account's records, or of a campaign's ads.
///
/// @param adCampaign whose ads are read, of whatever account; null for the account's records
/// @param created when the records that are read were made; not empty
/// @param newestFirst whether it is read from the newest record to the oldest
/// @param after the place that it begins behind, which is in `created`; null for the beginning
/// @param limit the most rows that are read
public record IndexRange(
    AccountId account,
    @Nullable AdCampaignId adCampaign,
    CreationTimes created,
    boolean newestFirst,
    @Nullable IndexKey after,
    int limit) {}
