package dev.intermission.emulator.scheduler;

/// Lambda's asynchronous invocation, to which the Scheduler delivers.
///
/// A port, because the Scheduler need not know who runs the functions. Implementations are
/// thread-safe.
public interface LambdaAsyncInvoker {
  /// Hands an event over. Returning means that the event was accepted durably and will run without
  /// us; any exception means that it was not accepted, and the caller will try again.
  ///
  /// @param functionArnOrName a function's ARN (with or without an alias) or its bare name
  /// @param payload JSON, in UTF-8
  /// @return the id of the request, the same for all its attempts
  String submit(String functionArnOrName, byte[] payload);
}
