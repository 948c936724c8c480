/// The entry points that Lambda calls, one class per operation, and their wiring. A handler reads,
/// calls a use case and switches over its outcome; everything else has a place of its own in the
/// packages beside this one.
@NullMarked
package dev.intermission.functions;

import org.jspecify.annotations.NullMarked;
