package dev.intermission.once;

/// A request that came with a key.
///
/// @param fingerprint equal for equal requests, and only for them
/// @param nonce drawn at random for this one invocation; never taken from the request, whose id the
///   client may choose
public record KeyedRequest(IdempotencyKey key, String fingerprint, String nonce) {}
