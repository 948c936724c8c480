/// Controls of the local runner, for its user to see timed pauses at work. They break the timer,
/// run the sweep and show the stored items. For this machine only.
@NullMarked
package dev.intermission.local.control;

import org.jspecify.annotations.NullMarked;
