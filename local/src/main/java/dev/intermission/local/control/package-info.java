/// What the local runner's user may do to see timed pauses at work: break the timer, run the sweep,
/// look at what is stored. For this machine only.
@NullMarked
package dev.intermission.local.control;

import org.jspecify.annotations.NullMarked;
