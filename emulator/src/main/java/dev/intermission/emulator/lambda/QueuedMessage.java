package dev.intermission.emulator.lambda;

import java.time.Instant;
import java.util.Map;

/// A message in one of the [LocalQueues].
///
/// @param id unique, the message's name within its queue
/// @param attributes the message attributes, possibly none
public record QueuedMessage(
    String id, String queueArn, Instant sent, String body, Map<String, String> attributes) {
  public QueuedMessage {
    attributes = Map.copyOf(attributes);
  }
}
