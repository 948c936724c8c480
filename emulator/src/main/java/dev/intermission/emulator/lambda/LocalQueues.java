package dev.intermission.emulator.lambda;

import dev.intermission.emulator.scheduler.DeadLetterQueues;
import dev.intermission.emulator.state.LocalState;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The standard queues of this machine: they keep what nobody could deliver or process until
/// somebody looks.
///
/// They exist because a queue that nobody reads is the end of every failure here, and people should
/// see what would be in it on AWS. A queue is there as soon as something is sent to its ARN.
/// Messages survive restarts and kills. Thread-safe.
public final class LocalQueues implements DeadLetterQueues {
  private static final String QUEUE = "queue/";

  private final LocalState state;
  private final InstantSource time;

  /// Finds what an earlier instance over the same state kept.
  public LocalQueues(LocalState state, InstantSource time) {
    this.state = state;
    this.time = time;
  }

  @Override
  public void send(String queueArn, String body, Map<String, String> attributes) {
    String id = UUID.randomUUID().toString();
    state.put(
        QUEUE + queueArn + "/" + id,
        Stored.text(new QueuedMessage(id, queueArn, time.instant(), body, attributes)));
  }

  /// What is in one queue, oldest first.
  public List<QueuedMessage> messages(String queueArn) {
    return read(QUEUE + queueArn + "/");
  }

  /// What is in all queues, oldest first.
  List<QueuedMessage> messages() {
    return read(QUEUE);
  }

  /// Removes a message, for whoever has dealt with it; nothing happens when it is not there.
  void delete(QueuedMessage message) {
    state.delete(QUEUE + message.queueArn() + "/" + message.id());
  }

  private List<QueuedMessage> read(String prefix) {
    return state.list(prefix).values().stream()
        .map(json -> Stored.value(json, QueuedMessage.class))
        .sorted(Comparator.comparing(QueuedMessage::sent))
        .toList();
  }
}
