package dev.intermission.functions;

import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.scheduler.DeliveryFaults;
import dev.intermission.emulator.scheduler.SchedulerEndpoint;
import dev.intermission.emulator.scheduler.Schedules;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import dev.intermission.store.SettableClock;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;

/// The suite without Docker: DynamoDB Local, and the local Scheduler, which fires nothing here.
class AwsSuiteHereTest extends AwsSuite {
  private final DynamoDbLocalServer dynamoDb = DynamoDbLocalServer.inMemory(0);
  private final LocalState state = LocalState.open(dynamoDb.endpoint());
  private final SchedulerEndpoint scheduler =
      SchedulerEndpoint.startWithoutFiring(
          0,
          new Schedules(
              state,
              new SettableClock(Instant.now().toString()),
              new AwsPlace("us-east-1", "000000000000"),
              (function, payload) -> "delivery",
              (queue, body, attributes) -> {},
              new DeliveryFaults()));

  @Override
  URI dynamoDb() {
    return dynamoDb.endpoint();
  }

  @Override
  URI schedulerEndpoint() {
    return scheduler.endpoint();
  }

  @AfterAll
  void close() {
    scheduler.close();
    state.close();
    dynamoDb.close();
  }
}
