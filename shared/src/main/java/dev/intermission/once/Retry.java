package dev.intermission.once;

/// Decides on another try of one request, and waits before it.
@FunctionalInterface
public interface Retry {
  /// Waits for a random time, if one more try ends before the request's deadline.
  ///
  /// @param failures how many tries have failed, from 1 on; the more, the longer the wait
  /// @return whether to try again; false, without a wait, when there is no time for it
  boolean again(int failures);
}
