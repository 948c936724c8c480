/// Real processes of the local runner, killed, stopped, starved of disk, with a clock that is off,
/// or driven at their limit, while every answer and every stored campaign is checked. Never
/// deployed; `trials/run` starts them.
@NullMarked
package dev.intermission.trials;

import org.jspecify.annotations.NullMarked;
