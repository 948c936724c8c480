package dev.intermission.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.SettableClock;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalQueuesTest {
  private static final String FAILED = "arn:aws:sqs:eu-west-1:000000000000:failed";
  private static final String FAILED_TOO = "arn:aws:sqs:eu-west-1:000000000000:failed-too";

  private final SettableClock clock = new SettableClock("2030-01-01T00:00:00Z");

  @Test
  void messages_are_listed_by_queue_oldest_first_until_they_are_deleted() {
    try (var server = DynamoDbLocalServer.inMemory(0);
        var state = LocalState.open(server.endpoint())) {
      var queues = new LocalQueues(state, clock);
      for (int i = 0; i < 5; i++) {
        queues.send(FAILED, "body " + i, Map.of());
        clock.advance(Duration.ofMillis(1));
      }
      queues.send(FAILED_TOO, "other", Map.of("ERROR_CODE", "x"));

      assertThat(queues.messages(FAILED))
          .extracting(QueuedMessage::body)
          .containsExactly("body 0", "body 1", "body 2", "body 3", "body 4");
      assertThat(queues.messages(FAILED_TOO).getFirst().attributes())
          .containsExactly(Map.entry("ERROR_CODE", "x"));
      assertThat(queues.messages()).hasSize(6);

      queues.delete(queues.messages(FAILED).getFirst());
      assertThat(queues.messages(FAILED)).hasSize(4);
    }
  }

  @Test
  void messages_survive_a_restart(@TempDir Path data) {
    try (var server = DynamoDbLocalServer.onDisk(data, 0);
        var state = LocalState.open(server.endpoint())) {
      new LocalQueues(state, clock).send(FAILED, "kept", Map.of("a", "b"));
    }

    try (var server = DynamoDbLocalServer.onDisk(data, 0);
        var state = LocalState.open(server.endpoint())) {
      assertThat(new LocalQueues(state, clock).messages(FAILED))
          .singleElement()
          .satisfies(message -> {
            assertThat(message.body()).isEqualTo("kept");
            assertThat(message.attributes()).containsEntry("a", "b");
            assertThat(message.sent()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
          });
    }
  }
}
