package dev.intermission.idempotency;

import dev.intermission.port.IdempotencyKey;

/// A request that came with a key.
///
/// @param fingerprint equal for equal requests, and only for them
/// @param requestId this one request's own
public record KeyedRequest(IdempotencyKey key, String fingerprint, String requestId) {}
