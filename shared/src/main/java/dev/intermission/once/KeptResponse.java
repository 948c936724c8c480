package dev.intermission.once;

import dev.intermission.model.AccountId;
import dev.intermission.model.PauseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The first response to a request with a key, kept to be given again.
///
/// @param fingerprint equal for equal requests
/// @param nonce of the invocation that made it
/// @param response the response as text, to be given again byte for byte; opaque to the use cases
/// @param account the account whose record the response tells of; null when it tells of none
/// @param timedPause the pause that the response showed, if it ends by itself; else null
/// @param changed whether the request changed the record; null in what an earlier release kept
/// @param keptUntil whole seconds; from then on it counts as gone
public record KeptResponse(
    IdempotencyKey key,
    String fingerprint,
    String nonce,
    String response,
    @Nullable AccountId account,
    @Nullable PauseId timedPause,
    @Nullable Boolean changed,
    Instant keptUntil) {}
