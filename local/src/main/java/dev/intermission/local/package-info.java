/// The local runner: runs all that `template.yaml` declares on this machine, with one command. The
/// platform process holds DynamoDB Local, a Scheduler endpoint that fires, asynchronous invocations
/// and the HTTP front; a worker process holds the functions. Never deployed.
@NullMarked
package dev.intermission.local;

import org.jspecify.annotations.NullMarked;
