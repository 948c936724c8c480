package dev.intermission.local.lambda;

/// Whoever runs a function for one event and waits for its end.
///
/// A port, so that retries and queues do not depend on how functions are run. Implementations are
/// thread-safe: events run side by side.
public interface FunctionInvoker {
  /// Runs the function once.
  ///
  /// An exception thrown here counts as [Result.Unavailable].
  ///
  /// @param functionName without account, region and alias
  /// @param payload JSON, in UTF-8
  /// @param requestId the same for all attempts at one event
  Result invoke(String functionName, byte[] payload, String requestId);

  /// How an invocation ended. Payloads are JSON texts.
  sealed interface Result {
    /// The function returned.
    record Success(String payload) implements Result {}

    /// The function threw, or ran out of time.
    ///
    /// @param payload what the runtime reported, as it is
    record FunctionError(String type, String message, String payload) implements Result {}

    /// There was nobody to answer: the worker died, or never started.
    record Unavailable(String reason) implements Result {}
  }
}
