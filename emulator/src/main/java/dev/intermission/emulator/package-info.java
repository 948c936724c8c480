/// The parts of AWS that run on this machine: DynamoDB Local, a Scheduler that fires, Lambda
/// functions in a process of their own, an HTTP front like API Gateway's, and the reader of the
/// template that says what they hold. Nothing in this module depends on another of ours.
@NullMarked
package dev.intermission.emulator;

import org.jspecify.annotations.NullMarked;
