/// The end of a timed pause: by its timer, or by the sweep. The record is the truth, a timer is an
/// alarm clock, the sweep is the guarantor.
@NullMarked
package dev.intermission.resume;

import org.jspecify.annotations.NullMarked;
