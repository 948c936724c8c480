package dev.intermission.trials;

import java.util.concurrent.atomic.AtomicBoolean;

/// The state that the clients of a trial share. Thread-safe, once all books are begun.
///
/// @param seed of all random choices
/// @param isOver once nothing is broken any more: the clients end
record Trial(Runner runner, Checks checks, Outcomes outcomes, long seed, AtomicBoolean isOver) {}
