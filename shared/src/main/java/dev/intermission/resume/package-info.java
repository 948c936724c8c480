/// The end of a timed pause: a timer that rings, and the sweep that ends what no timer ended. The
/// record is the truth, a timer is an alarm clock, the sweep is the guarantor.
@NullMarked
package dev.intermission.resume;

import org.jspecify.annotations.NullMarked;
