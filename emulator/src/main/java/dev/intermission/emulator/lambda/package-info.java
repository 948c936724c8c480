/// Lambda, as far as the local runner needs it: a worker process that holds the functions and is
/// started again when it dies, and asynchronous invocation with its two retries and its on-failure
/// queue, whose events survive a restart.
@NullMarked
package dev.intermission.emulator.lambda;

import org.jspecify.annotations.NullMarked;
