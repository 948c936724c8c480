/// The four verbs: pausing and unpausing ads and ad campaigns. One class carries out all of them,
/// with and without a key.
@NullMarked
package dev.intermission.pause;

import org.jspecify.annotations.NullMarked;
