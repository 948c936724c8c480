/// The rule of pausing: the ask, the ruling, and the one conditional update that follows. Pure;
/// time is always an argument.
@NullMarked
package dev.intermission.change;

import org.jspecify.annotations.NullMarked;
