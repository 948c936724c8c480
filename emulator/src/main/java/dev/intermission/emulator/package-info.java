/// The parts of AWS that run on this machine. They are DynamoDB Local, a Scheduler that fires,
/// Lambda functions in a process of their own, and an HTTP front like API Gateway's; a reader of
/// the template says what they hold. Nothing in this module depends on another of ours.
@NullMarked
package dev.intermission.emulator;

import org.jspecify.annotations.NullMarked;
