/// The simulation that proves the timed pause, in one thread, on a virtual clock. The real use
/// cases run over a simulated store, a simulated Scheduler and a simulated Lambda, with every
/// choice drawn from a seed or enumerated. A use case is run from its start for each of its steps,
/// and the recorded results of its earlier calls are returned again; so it stands still between two
/// calls, can be copied, and can die there.
@NullMarked
package dev.intermission.simulation;

import org.jspecify.annotations.NullMarked;
