/// Trials with real processes of the local runner. They are killed, stopped, starved of disk, given
/// a clock that is off, or driven at their limit, while every response and every stored campaign is
/// checked. Never deployed; `trials/run` starts them.
@NullMarked
package dev.intermission.trials;

import org.jspecify.annotations.NullMarked;
