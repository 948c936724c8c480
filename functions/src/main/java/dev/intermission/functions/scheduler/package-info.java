/// The timer as schedules of EventBridge Scheduler. Each accepted timed pause has one immutable
/// one-time schedule, whose input goes to the resume function.
@NullMarked
package dev.intermission.functions.scheduler;

import org.jspecify.annotations.NullMarked;
