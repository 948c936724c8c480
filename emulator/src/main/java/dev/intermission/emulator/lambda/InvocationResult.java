package dev.intermission.emulator.lambda;

/// The result of one invocation. Immutable.
public sealed interface InvocationResult {

  /// The function returned.
  ///
  /// @param payload what it returned, JSON as far as the function writes JSON
  record Success(String payload) implements InvocationResult {}

  /// The function ran or began to, and failed. It threw, could not be constructed, or its process
  /// ended under it (`Runtime.ExitError`). It may have had effects.
  ///
  /// @param type the exception's class, or Lambda's own `Runtime.` name
  /// @param message for logs; it may tell internals, so never for an API's clients
  /// @param payload what Lambda would return and hand to an on-failure destination, without a stack
  record FunctionError(String type, String message, String payload) implements InvocationResult {}

  /// The function did not run, and had no effects.
  ///
  /// @param reason for people
  record Unavailable(String reason) implements InvocationResult {}

  /// The function did not return within the template's Timeout. It may still be running.
  record TimedOut() implements InvocationResult {}
}
