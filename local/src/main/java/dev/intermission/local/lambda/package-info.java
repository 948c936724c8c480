/// Lambda as it behaves around a function, on this machine.
///
/// What a handler throws never reaches the Scheduler: Lambda accepts an event, tries it three times
/// over three minutes and then hands it to a queue. That is half of what makes a timed pause end,
/// so it is here with its real timing and the real record, and not as a plain call.
@NullMarked
package dev.intermission.local.lambda;

import org.jspecify.annotations.NullMarked;
