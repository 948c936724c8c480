package dev.intermission.emulator.scheduler;

import dev.intermission.emulator.SettableClock;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.Target;

/// A local Scheduler with everything around it visible. The SDK's client is on one side, the
/// deliveries on the other.
final class Rig implements AutoCloseable {
  static final String FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:resume:live";
  static final String ROLE = "arn:aws:iam::000000000000:role/scheduler";
  static final String QUEUE = "arn:aws:sqs:eu-west-1:000000000000:missed";

  record Delivered(String functionArn, String payload) {}

  record DeadLetter(String queueArn, String body, Map<String, String> attributes) {}

  final SettableClock clock = new SettableClock("2030-01-01T00:00:00Z");
  final DeliveryFaults faults = new DeliveryFaults();
  final List<Delivered> delivered = new CopyOnWriteArrayList<>();
  final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();

  /// Comes before each delivery; what it throws is the function's refusal.
  volatile Consumer<Delivered> onDelivery = event -> {};

  final Schedules schedules;
  final SchedulerClient client;
  private final DynamoDbLocalServer server;
  private final LocalState state;
  private final SchedulerEndpoint endpoint;

  private Rig(@Nullable Path data, boolean realClock) {
    server = data == null ? DynamoDbLocalServer.inMemory(0) : DynamoDbLocalServer.onDisk(data, 0);
    state = LocalState.open(server.endpoint());
    schedules =
        new Schedules(
            state,
            realClock ? InstantSource.system() : clock,
            new AwsPlace("eu-west-1", "000000000000"),
            (arn, payload) -> {
              Delivered event = new Delivered(arn, new String(payload, StandardCharsets.UTF_8));
              onDelivery.accept(event);
              delivered.add(event);
              return "request-id";
            },
            (queue, body, attributes) -> deadLetters.add(new DeadLetter(queue, body, attributes)),
            faults);
    endpoint =
        realClock
            ? SchedulerEndpoint.start(0, schedules)
            : SchedulerEndpoint.startWithoutFiring(0, schedules);
    client = client(Duration.ofSeconds(20));
  }

  static Rig inMemory() {
    return new Rig(null, false);
  }

  static Rig onDisk(Path data) {
    return new Rig(data, false);
  }

  static Rig firingByItself() {
    return new Rig(null, true);
  }

  SchedulerClient client(Duration patience) {
    return SchedulerClient.builder()
        .endpointOverride(endpoint.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(patience))
        .build();
  }

  int port() {
    return endpoint.port();
  }

  /// From now on nothing can be noted any more, as if this process had died.
  void loseTheState() {
    server.close();
  }

  void create(String name, String expression) {
    create(name, request -> request.scheduleExpression(expression));
  }

  /// Creates a schedule with what every one needs, and the changes.
  void create(String name, Consumer<CreateScheduleRequest.Builder> changes) {
    client.createSchedule(request(name).applyMutation(changes).build());
  }

  static CreateScheduleRequest.Builder request(String name) {
    return CreateScheduleRequest.builder()
        .name(name)
        .scheduleExpression("at(2030-01-01T01:00:00)")
        .flexibleTimeWindow(off())
        .target(target().build());
  }

  static Target.Builder target() {
    return Target.builder().arn(FUNCTION).roleArn(ROLE).input("{\"v\":1}");
  }

  static FlexibleTimeWindow off() {
    return FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();
  }

  @Override
  public void close() {
    client.close();
    endpoint.close();
    state.close();
    server.close();
  }
}
