package dev.intermission.model;

import org.jspecify.annotations.Nullable;

/// The user who created a campaign.
///
/// @param name null when the user gave none
public record CreatedByUser(String id, @Nullable String name, String username) {}
