/// The four verbs: pausing and unpausing ads and ad campaigns, and the one class that carries out
/// all of them, with and without a key.
@NullMarked
package dev.intermission.pause;

import org.jspecify.annotations.NullMarked;
