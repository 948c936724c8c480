package dev.intermission.emulator.lambda;

import dev.intermission.emulator.scheduler.DeadLetterQueues;
import dev.intermission.emulator.state.LocalState;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The standard queues of this machine. They keep undeliverable and unprocessed events until
/// somebody looks.
///
/// Every failure here ends in a queue that no program reads, and people should see what would be in
/// it on AWS. A queue is there as soon as something is sent to its ARN. Messages survive restarts
/// and kills. Thread-safe.
public final class LocalQueues implements DeadLetterQueues {
  private static final String QUEUE = "queue/";

  private final LocalState state;
  private final InstantSource time;

  /// Reads the messages that an earlier instance over the same state kept.
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

  /// The messages of one queue, oldest first.
  public List<QueuedMessage> messages(String queueArn) {
    return read(QUEUE + queueArn + "/");
  }

  /// The messages of all queues, oldest first.
  List<QueuedMessage> messages() {
    return read(QUEUE);
  }

  /// Removes a message that has been dealt with. Nothing happens when it is not there.
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
