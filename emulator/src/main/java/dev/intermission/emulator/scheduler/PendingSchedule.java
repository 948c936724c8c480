package dev.intermission.emulator.scheduler;

import java.time.Instant;

/// A schedule that has yet to fire, as a status page shows it.
///
/// @param group the name of its group
/// @param name its name, unique in the group
/// @param targetArn the function that it invokes
/// @param scheduledTime when it was asked to fire
/// @param nextAttempt when it will be tried next: the scheduled time, or later after failures
/// @param failedAttempts how often the hand-over failed so far
/// @param enabled false: it waits until somebody enables it
public record PendingSchedule(
    String group,
    String name,
    String targetArn,
    Instant scheduledTime,
    Instant nextAttempt,
    int failedAttempts,
    boolean enabled) {}
