/// The use cases and the rules of pausing: what may be paused, until when, and how a timed pause
/// ends. The record is the truth, a schedule is an alarm clock, a sweep is the guarantor. Time is
/// always an argument.
@NullMarked
package dev.intermission.pause;

import org.jspecify.annotations.NullMarked;
