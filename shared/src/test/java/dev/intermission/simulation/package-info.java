/// The proof of the timed pause: the real use cases over a simulated store, a simulated Scheduler
/// and a simulated Lambda, in one thread, on a virtual clock, with every choice drawn from a seed
/// or enumerated. A use case is run from its start for each of its steps, and what its calls were
/// answered before is answered again; so it stands still between two calls, can be copied, and can
/// die there.
@NullMarked
package dev.intermission.simulation;

import org.jspecify.annotations.NullMarked;
