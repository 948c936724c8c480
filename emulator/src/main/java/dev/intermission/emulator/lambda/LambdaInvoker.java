package dev.intermission.emulator.lambda;

/// Invokes a function and waits for its response, as Lambda's `Invoke` does. API Gateway and the
/// asynchronous queue call it. Implementations are safe for use by many threads.
public interface LambdaInvoker {

  /// Invokes once, without any try again.
  ///
  /// @param function its logical id, name, or ARN, with or without the alias
  /// @param payload JSON
  /// @param requestId what the handler's Context will show
  InvocationResult invoke(String function, String payload, String requestId);
}
