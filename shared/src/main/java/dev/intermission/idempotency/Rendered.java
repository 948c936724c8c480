package dev.intermission.idempotency;

/// An answer as a client gets it.
///
/// @param status of HTTP
/// @param body its text
public record Rendered(int status, String body) {}
