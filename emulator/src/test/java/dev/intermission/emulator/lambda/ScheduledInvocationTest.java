package dev.intermission.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.scheduler.DeliveryFaults;
import dev.intermission.emulator.scheduler.SchedulerEndpoint;
import dev.intermission.emulator.scheduler.Schedules;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/// All of it together on the real clock, as the runner wires it.
class ScheduledInvocationTest {
  @Test
  void a_schedule_made_with_the_sdk_runs_its_function_again_until_it_succeeds() throws Exception {
    BlockingQueue<String> runs = new LinkedBlockingQueue<>();
    AtomicInteger attempts = new AtomicInteger();
    AwsPlace place = new AwsPlace("eu-west-1", "000000000000");
    InstantSource time = InstantSource.system();
    try (var server = DynamoDbLocalServer.inMemory(0);
        var state = LocalState.open(server.endpoint())) {
      var queues = new LocalQueues(state, time);
      var faults = new DeliveryFaults();
      LambdaInvoker failsOnce =
          (function, payload, requestId) -> {
            attempts.incrementAndGet();
            runs.add(function + " " + payload);
            return attempts.get() == 1
                ? new InvocationResult.Unavailable("the worker died")
                : new InvocationResult.Success("null");
          };
      try (var async =
              new AsyncInvocations(
                  state,
                  time,
                  place,
                  Map.of("resume", new AsyncFunction("resume", 2, null)),
                  failsOnce,
                  queues,
                  List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
          var endpoint =
              SchedulerEndpoint.start(0, new Schedules(state, time, place, async, queues, faults));
          var scheduler =
              SchedulerClient.builder()
                  .endpointOverride(endpoint.endpoint())
                  .region(Region.EU_WEST_1)
                  .credentialsProvider(
                      StaticCredentialsProvider.create(AwsBasicCredentials.create("l", "l")))
                  .httpClientBuilder(UrlConnectionHttpClient.builder())
                  .build()) {
        async.start();

        scheduler.createSchedule(s ->
            s.name("soon")
                .scheduleExpression("at(2001-01-01T00:00:00)")
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t ->
                    t.arn(place.function("resume:live"))
                        .roleArn("arn:aws:iam::000000000000:role/scheduler")
                        .input("{\"v\":1}")));

        assertThat(runs.poll(20, TimeUnit.SECONDS)).isEqualTo("resume {\"v\":1}");
        assertThat(runs.poll(20, TimeUnit.SECONDS)).isEqualTo("resume {\"v\":1}");
      }
    }
  }
}
