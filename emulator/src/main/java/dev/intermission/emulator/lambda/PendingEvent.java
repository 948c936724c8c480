package dev.intermission.emulator.lambda;

import java.time.Instant;

/// An accepted event that has yet to succeed, as tests see it.
///
/// @param failedAttempts how often the function failed on it so far
/// @param nextAttempt when it is tried (again); in the past while it runs
/// @param running whether an attempt is under way
record PendingEvent(
    String requestId,
    String functionName,
    Instant submitted,
    int failedAttempts,
    Instant nextAttempt,
    boolean running) {}
