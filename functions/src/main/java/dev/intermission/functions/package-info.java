/// The entry points that Lambda calls, one class per operation, and how they are put together. A
/// handler reads, calls a use case and switches over its outcome; everything else has a place of
/// its own in the packages beside this one.
@NullMarked
package dev.intermission.functions;

import org.jspecify.annotations.NullMarked;
