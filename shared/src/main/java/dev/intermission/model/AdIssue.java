package dev.intermission.model;

import org.jspecify.annotations.Nullable;

/// Something that is wrong with an ad, as the platform reports it.
///
/// @param category null when the platform gave none
public record AdIssue(
    String id, @Nullable IssueCategory category, String resourceId, IssueResource resourceType) {}
