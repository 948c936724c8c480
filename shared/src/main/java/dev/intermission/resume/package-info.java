/// The end of a timed pause: by its timer, or by the sweep. The record decides whether a pause has
/// ended; a timer only ends it on time, and the sweep ends each pause that no timer did.
@NullMarked
package dev.intermission.resume;

import org.jspecify.annotations.NullMarked;
