package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdStatus;
import org.jspecify.annotations.Nullable;

/// An ad's item as it was found: what decisions rest on, read one by one, and the whole record if
/// the item allows it.
///
/// @param account null when the item has no readable one: then it is nobody's
/// @param status null when the item has no readable one on the list
public record StoredAd(
    @Nullable AccountId account, @Nullable AdStatus status, Revision revision, Reading<Ad> reading)
    implements Stored<Ad> {}
