package dev.intermission.functions.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.intermission.functions.Clients;
import dev.intermission.functions.Settings;
import dev.intermission.functions.dynamodb.BreakingDynamoDb.Ending;
import dev.intermission.functions.dynamodb.BreakingDynamoDb.Place;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Writes over kept connections that break at every point. Many HTTP clients send a request again
/// by themselves when a kept connection turns out to be closed. Ours must not: the write that
/// accepts a pause goes out once, whatever becomes of the connection.
class KeptConnectionsTest {
  /// The writes that the functions make with it.
  private enum Write {
    UPDATE_ITEM {
      @Override
      void send(DynamoDbClient client) {
        client.updateItem(
            update -> update.tableName("records").key(KEY).updateExpression("REMOVE x"));
      }
    },
    TRANSACT_WRITE_ITEMS {
      @Override
      void send(DynamoDbClient client) {
        List<TransactWriteItem> items =
            Stream.of("records", "kept")
                .map(table -> Put.builder().tableName(table).item(KEY).build())
                .map(put -> TransactWriteItem.builder().put(put).build())
                .toList();
        client.transactWriteItems(transaction -> transaction.transactItems(items));
      }
    },
    /// A body of many segments: a connection breaks while some are still on their way.
    PUT_ITEM {
      @Override
      void send(DynamoDbClient client) {
        client.putItem(put -> put.tableName("records").item(LARGE));
      }
    };

    abstract void send(DynamoDbClient client);
  }

  private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("it"));
  private static final Map<String, AttributeValue> LARGE =
      Map.of("id", AttributeValue.fromS("it".repeat(50_000)));

  /// Numbers of requests that went through a connection before it breaks.
  private static final List<Integer> EARLIER = List.of(0, 1, 6);

  private static Stream<Arguments> breaks() {
    return Arrays.stream(Place.values())
        .flatMap(place ->
            place == Place.TOO_SMALL_CONTENT_LENGTH
                ? Stream.of(Arguments.of(place, Ending.NONE))
                : Stream.of(Arguments.of(place, Ending.FIN), Arguments.of(place, Ending.RESET)));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void a_write_whose_connection_breaks_is_unclear_and_not_repeated(Place place, Ending ending)
      throws IOException {
    for (Write write : Write.values()) {
      for (int earlier : EARLIER) {
        isUnclearAndNotRepeated(write, earlier, place, ending);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAD_OF_REQUEST", "WHOLE_REQUEST", "HALF_OF_RESPONSE_BODY"})
  void a_write_whose_connection_falls_silent_is_unclear_and_not_repeated(Place place)
      throws IOException {
    isUnclearAndNotRepeated(Write.UPDATE_ITEM, 1, place, Ending.SILENCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FIN", "RESET"})
  void a_write_finds_its_connection_closed_and_opens_another(Ending ending) throws Exception {
    for (Write write : Write.values()) {
      for (int earlier : List.of(1, 6)) {
        try (BreakingDynamoDb server = new BreakingDynamoDb();
            DynamoDbClient client = clients(server).unrepeatable()) {
          send(write, client, earlier);
          server.breakIdle(ending);
          assertThatCode(() -> write.send(client)).doesNotThrowAnyException();
          assertThat(server.begun()).as("%s", write).hasSize(earlier + 1);
          assertThat(server.begun().getLast()).isNotEqualTo(server.begun().getFirst());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void a_call_that_may_be_repeated_succeeds_at_its_second_attempt(Place place, Ending ending)
      throws IOException {
    for (Write write : Write.values()) {
      succeedsAtItsSecondAttempt(write, place, ending);
    }
  }

  @Test
  void a_call_that_may_be_repeated_survives_silence() throws IOException {
    succeedsAtItsSecondAttempt(Write.UPDATE_ITEM, Place.WHOLE_REQUEST, Ending.SILENCE);
  }

  private static void isUnclearAndNotRepeated(Write write, int earlier, Place place, Ending ending)
      throws IOException {
    String name = "%s after %d, broken at %s by %s".formatted(write, earlier, place, ending);
    try (BreakingDynamoDb server = new BreakingDynamoDb();
        DynamoDbClient client = clients(server).unrepeatable()) {
      send(write, client, earlier);
      server.breakNext(place, ending);
      Throwable fault = catchThrowable(() -> write.send(client));
      // Any other request would have been answered, and so counted by now.
      assertThat(server.begun()).as(name).hasSize(earlier + 1).containsOnly(0);
      if (fault != null || !mayCountAsAnswered(place)) {
        assertThat(fault).as(name).isNotNull().matches(Faults::isUnclear, "is unclear");
      }
      if (place.compareTo(Place.WHOLE_REQUEST) >= 0) {
        assertThat(server.whole()).as(name).isEqualTo(earlier + 1);
      }
      // The client is none the worse for it.
      assertThatCode(() -> write.send(client)).as(name).doesNotThrowAnyException();
      assertThat(server.begun()).as(name).hasSize(earlier + 2);
    }
  }

  private static void succeedsAtItsSecondAttempt(Write write, Place place, Ending ending)
      throws IOException {
    try (BreakingDynamoDb server = new BreakingDynamoDb();
        DynamoDbClient client = clients(server).repeatable()) {
      send(write, client, 1);
      server.breakNext(place, ending);
      assertThatCode(() -> write.send(client)).as("%s", write).doesNotThrowAnyException();
      assertThat(server.begun())
          .as("%s", write)
          .hasSizeBetween(mayCountAsAnswered(place) ? 2 : 3, 3);
    }
  }

  /// Whether a client may make do with the part of the response that came. Its status is there by
  /// then, so the write had its effect.
  private static boolean mayCountAsAnswered(Place place) {
    return place == Place.WITHIN_HEAD_OF_RESPONSE
        || place == Place.TOO_LARGE_CONTENT_LENGTH
        || place == Place.TOO_SMALL_CONTENT_LENGTH;
  }

  private static void send(Write write, DynamoDbClient client, int times) {
    for (int time = 0; time < times; time++) {
      write.send(client);
    }
  }

  private static Clients clients(BreakingDynamoDb server) {
    return new Clients(
        new Settings(
            Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL_DYNAMODB", server.endpoint())));
  }
}
