/// The timer in EventBridge Scheduler: one immutable one-time schedule per accepted timed pause,
/// and the input that it hands to the resume function.
@NullMarked
package dev.intermission.functions.scheduler;

import org.jspecify.annotations.NullMarked;
