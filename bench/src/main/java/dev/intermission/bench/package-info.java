/// Measures what a start and a request cost. It runs the real deployment package under AWS's own
/// runtime interface client, against a stub of Lambda's Runtime API, with TLS in front of DynamoDB
/// Local and of the Scheduler, beside two peers that do the same. Never deployed; `bench/run`
/// starts it.
@NullMarked
package dev.intermission.bench;

import org.jspecify.annotations.NullMarked;
