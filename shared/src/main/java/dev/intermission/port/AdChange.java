package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import java.time.Instant;

/// A pause or an unpause asked of an ad.
///
/// @param account the ad must belong to it
/// @param from the status that it must be in
/// @param to the status that it is to be in
/// @param changedBy the credential's id
public record AdChange(
    AdId id, AccountId account, AdStatus from, AdStatus to, String changedBy, Instant at) {}
