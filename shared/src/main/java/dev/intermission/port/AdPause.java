package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdId;
import java.time.Instant;

/// A pause asked of an ad.
///
/// @param account the ad must belong to it
/// @param changedBy the credential's id
public record AdPause(AdId id, AccountId account, String changedBy, Instant at) {}
