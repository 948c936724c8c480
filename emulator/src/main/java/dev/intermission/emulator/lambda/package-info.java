/// Lambda, as far as the local runner needs it. A worker process holds the functions and is started
/// again when it dies. Asynchronous invocation has its two retries and its on-failure queue, and
/// its events survive a restart.
@NullMarked
package dev.intermission.emulator.lambda;

import org.jspecify.annotations.NullMarked;
