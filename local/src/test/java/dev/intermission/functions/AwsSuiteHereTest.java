package dev.intermission.functions;

import dev.intermission.local.SettableClock;
import dev.intermission.local.scheduler.AwsPlace;
import dev.intermission.local.scheduler.DeliveryFaults;
import dev.intermission.local.scheduler.SchedulerEndpoint;
import dev.intermission.local.scheduler.Schedules;
import dev.intermission.local.state.DynamoDbLocalServer;
import dev.intermission.local.state.LocalState;
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
