package dev.intermission.emulator.lambda;

import org.jspecify.annotations.Nullable;

/// How a function takes asynchronous events: its EventInvokeConfig in the template.
///
/// @param name the function's name, without alias
/// @param maximumRetryAttempts 0 to 2, after the first attempt
/// @param onFailureQueueArn the standard queue for what failed to the last; null: it is dropped, as
///   Lambda drops it
public record AsyncFunction(
    String name, int maximumRetryAttempts, @Nullable String onFailureQueueArn) {
  public AsyncFunction {
    if (maximumRetryAttempts < 0 || maximumRetryAttempts > 2) {
      throw new IllegalArgumentException("Lambda retries 0 to 2 times: " + maximumRetryAttempts);
    }
  }
}
