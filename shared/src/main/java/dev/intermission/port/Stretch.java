package dev.intermission.port;

import dev.intermission.model.AccountId;
import org.jspecify.annotations.Nullable;

/// A part of the index of an account's records.
///
/// @param newestFirst whether it is read from the newest record to the oldest
/// @param after the place that it begins behind; null for the beginning
/// @param limit the most rows that are read
public record Stretch(
    AccountId account, boolean newestFirst, @Nullable Position after, int limit) {}
