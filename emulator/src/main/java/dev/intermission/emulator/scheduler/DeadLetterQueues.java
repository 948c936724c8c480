package dev.intermission.emulator.scheduler;

import java.util.Map;

/// Where goes what could not be delivered or processed: standard queues, by their ARN.
///
/// A port for both the Scheduler's dead-letter queue and Lambda's on-failure destination.
/// Implementations are thread-safe.
public interface DeadLetterQueues {
  /// Sends a message. Returning means that it is stored durably; any exception that it is not, and
  /// the caller will try again, so a message may arrive twice.
  ///
  /// @param attributes the message attributes, possibly none
  void send(String queueArn, String body, Map<String, String> attributes);
}
