package dev.intermission.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.emulator.SettableClock;
import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.scheduler.DeadLetterQueues;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncInvocationsTest {
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:000000000000:failed";
  private static final String RESUME = "arn:aws:lambda:eu-west-1:000000000000:function:resume:live";
  private static final InvocationResult OK = new InvocationResult.Success("null");
  private static final InvocationResult THROWN =
      new InvocationResult.FunctionError(
          "java.lang.IllegalStateException",
          "too early",
          "{\"errorMessage\":\"too early\",\"errorType\":\"java.lang.IllegalStateException\"}");
  private static final InvocationResult DIED = new InvocationResult.Unavailable("exit status 137");

  private record Call(String function, String payload, String requestId) {}

  private final DynamoDbLocalServer server = DynamoDbLocalServer.inMemory(0);
  private final LocalState state = LocalState.open(server.endpoint());
  private final SettableClock clock = new SettableClock("2030-01-01T00:00:00Z");
  private final LocalQueues queues = new LocalQueues(state, clock);
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Queue<InvocationResult> results = new ArrayDeque<>();

  @AfterEach
  void close() {
    state.close();
    server.close();
  }

  @Test
  void an_accepted_event_runs_once_with_its_payload() {
    try (var async = async(queues)) {
      String id = async.submit(RESUME, bytes("{ \"v\": 1.50 }"));

      assertThat(calls).isEmpty();
      assertThat(async.list())
          .containsExactly(
              new PendingEvent(id, "resume", clock.instant(), 0, clock.instant(), false));
      assertThat(async.runDue()).isOne();
      assertThat(async.runDue()).isZero();

      assertThat(calls).containsExactly(new Call("resume", "{ \"v\": 1.50 }", id));
      assertThat(async.list()).isEmpty();
      assertThat(state.list("")).isEmpty();
    }
  }

  @Test
  void a_function_is_known_by_its_name_and_by_its_arn_with_and_without_an_alias() {
    try (var async = async(queues)) {
      for (String way :
          List.of(
              "resume",
              "resume:live",
              RESUME,
              "arn:aws:lambda:eu-west-1:000000000000:function:resume")) {
        async.submit(way, bytes("1"));
      }
      async.runDue();

      assertThat(calls).hasSize(4).allMatch(call -> call.function().equals("resume"));
    }
  }

  @Test
  void what_lambda_refuses_at_once_is_refused() {
    try (var async = async(queues)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> async.submit("nobody", bytes("1")))
          .withMessage("Function not found: nobody");
      assertThatIllegalArgumentException().isThrownBy(() -> async.submit("resume", bytes("{")));
      assertThatIllegalArgumentException().isThrownBy(() -> async.submit("resume", bytes("")));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> async.submit("resume", bytes("\"" + "x".repeat(99_999) + "\"")));
      assertThat(async.list()).isEmpty();
    }
  }

  @Test
  void a_failure_is_tried_again_after_one_minute_and_after_two_with_the_same_payload_and_id() {
    results.addAll(List.of(THROWN, DIED, OK));
    try (var async = async(queues)) {
      String id = async.submit(RESUME, bytes("{ \"v\": 1.50 }"));
      async.runDue();

      clock.advance(Duration.ofSeconds(59));
      assertThat(async.runDue()).isZero();
      clock.advance(Duration.ofSeconds(1));
      assertThat(async.runDue()).isOne();

      clock.advance(Duration.ofSeconds(119));
      assertThat(async.runDue()).isZero();
      clock.advance(Duration.ofSeconds(1));
      assertThat(async.runDue()).isOne();

      Call call = new Call("resume", "{ \"v\": 1.50 }", id);
      assertThat(calls).containsExactly(call, call, call);
      assertThat(async.list()).isEmpty();
      assertThat(queues.messages()).isEmpty();
    }
  }

  @Test
  void after_the_third_failure_a_record_goes_to_the_on_failure_queue() {
    results.addAll(List.of(DIED, DIED, THROWN));
    try (var async = async(queues)) {
      String id = async.submit(RESUME, bytes("{\"v\":1}"));
      runOut(async);

      assertThat(calls).hasSize(3);
      JsonNode record = Stored.json(queues.messages(QUEUE).getFirst().body()).orElseThrow();
      assertThat(record)
          .isEqualTo(
              Stored.json(
                      """
                      {
                        "version": "1.0",
                        "timestamp": "2030-01-01T00:03:00Z",
                        "requestContext": {
                          "requestId": "%s",
                          "functionArn": "%s",
                          "condition": "RetriesExhausted",
                          "approximateInvokeCount": 3
                        },
                        "requestPayload": {"v": 1},
                        "responseContext": {
                          "statusCode": 200,
                          "executedVersion": "$LATEST",
                          "functionError": "Unhandled"
                        },
                        "responsePayload": {
                          "errorMessage": "too early",
                          "errorType": "java.lang.IllegalStateException"
                        }
                      }
                      """
                          .formatted(id, RESUME))
                  .orElseThrow());
      assertThat(async.list()).isEmpty();
    }
  }

  @Test
  void a_worker_that_died_is_told_as_a_runtime_that_exited() {
    results.addAll(List.of(DIED, DIED, DIED));
    try (var async = async(queues)) {
      async.submit("resume", bytes("1"));
      runOut(async);

      JsonNode record = Stored.json(queues.messages(QUEUE).getFirst().body()).orElseThrow();
      assertThat(record.at("/responsePayload/errorType").asText()).isEqualTo("Runtime.ExitError");
      assertThat(record.at("/responsePayload/errorMessage").asText()).contains("exit status 137");
      assertThat(record.at("/requestContext/functionArn").asText())
          .isEqualTo("arn:aws:lambda:eu-west-1:000000000000:function:resume:$LATEST");
    }
  }

  @Test
  void a_function_without_retries_and_without_a_queue_fails_once_and_for_good() {
    results.add(THROWN);
    try (var async = async(queues)) {
      async.submit("once", bytes("1"));
      runOut(async);

      assertThat(calls).hasSize(1);
      assertThat(queues.messages()).isEmpty();
    }
  }

  @Test
  void an_event_stays_when_the_queue_cannot_take_its_record() {
    results.addAll(List.of(THROWN, THROWN, THROWN, THROWN));
    AtomicInteger refusals = new AtomicInteger(1);
    try (var async =
        async((queue, body, attributes) -> {
          if (refusals.getAndDecrement() > 0) {
            throw new IllegalStateException("no queue");
          }
          queues.send(queue, body, attributes);
        })) {
      async.submit("resume", bytes("1"));
      runOut(async);

      assertThat(queues.messages(QUEUE)).hasSize(1);
    }
  }

  @Test
  void an_invoker_that_throws_counts_as_a_failed_attempt() {
    AtomicInteger attempts = new AtomicInteger();
    try (var async =
        async(
            clock,
            queues,
            (function, payload, id) -> {
              if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("pipe broken");
              }
              return OK;
            })) {
      async.submit("resume", bytes("1"));
      async.runDue();

      assertThat(async.list()).extracting(PendingEvent::failedAttempts).containsExactly(1);
    }
  }

  @Test
  void events_and_their_counted_attempts_survive_a_restart() {
    results.addAll(List.of(THROWN, THROWN));
    String id;
    try (var before = async(queues)) {
      id = before.submit(RESUME, bytes("{\"v\":1}"));
      before.runDue();
      clock.advance(Duration.ofMinutes(1));
      before.runDue();
    }

    results.add(THROWN);
    clock.advance(Duration.ofDays(3));
    try (var after = async(queues)) {
      assertThat(after.list()).extracting(PendingEvent::failedAttempts).containsExactly(2);
      after.runDue();

      assertThat(calls).hasSize(3).allMatch(call -> call.requestId().equals(id));
      assertThat(new LocalQueues(state, clock).messages(QUEUE)).hasSize(1);
    }
  }

  @Test
  void an_event_under_way_when_the_process_dies_runs_again() throws Exception {
    var started = new CountDownLatch(1);
    var forEver = new CountDownLatch(1);
    var dying =
        async(
            InstantSource.system(),
            queues,
            (function, payload, id) -> {
              started.countDown();
              try {
                forEver.await();
              } catch (InterruptedException _) {
                return DIED;
              }
              return OK;
            });
    dying.start();
    String id = dying.submit("resume", bytes("1"));
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

    // Nothing is told to the dying one: this one sees what a new process sees.
    clock.advance(Duration.ofDays(3650));
    try (var after = async(queues)) {
      after.runDue();
      assertThat(calls).containsExactly(new Call("resume", "1", id));
    }
    forEver.countDown();
    dying.close();
  }

  @Test
  void an_attempt_that_our_own_closing_cut_off_is_not_counted() throws Exception {
    var started = new CountDownLatch(1);
    var closing =
        async(
            InstantSource.system(),
            queues,
            (function, payload, id) -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException _) {
                return DIED;
              }
              return OK;
            });
    closing.start();
    closing.submit("resume", bytes("1"));
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    closing.close();

    try (var after = async(queues)) {
      assertThat(after.list()).extracting(PendingEvent::failedAttempts).containsExactly(0);
    }
  }

  @Test
  void events_run_side_by_side() {
    var together = new CyclicBarrier(3);
    try (var async =
        async(
            clock,
            queues,
            (function, payload, id) -> {
              try {
                together.await(20, TimeUnit.SECONDS);
                return OK;
              } catch (Exception e) {
                return new InvocationResult.Unavailable(e.toString());
              }
            })) {
      for (int i = 0; i < 3; i++) {
        async.submit("resume", bytes("1"));
      }
      async.runDue();

      assertThat(async.list()).isEmpty();
    }
  }

  @Test
  void a_slow_event_does_not_hold_the_others() throws Exception {
    var slowStarted = new CountDownLatch(1);
    var others = new CountDownLatch(3);
    var end = new CountDownLatch(1);
    try (var async =
        async(
            InstantSource.system(),
            queues,
            (function, payload, id) -> {
              if (payload.equals("\"slow\"")) {
                slowStarted.countDown();
                try {
                  end.await();
                } catch (InterruptedException _) {
                  return DIED;
                }
              } else {
                others.countDown();
              }
              return OK;
            })) {
      async.start();
      async.submit("resume", bytes("\"slow\""));
      assertThat(slowStarted.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 3; i++) {
        async.submit("resume", bytes("\"quick\""));
      }

      assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(async.list()).anySatisfy(event -> assertThat(event.running()).isTrue());
      end.countDown();
    }
  }

  @Test
  void settings_that_lambda_does_not_have_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AsyncFunction("f", 3, null));
    assertThatIllegalArgumentException().isThrownBy(() -> new AsyncFunction("f", -1, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new AsyncInvocations(
                    state,
                    clock,
                    new AwsPlace("eu-west-1", "000000000000"),
                    Map.of("f", new AsyncFunction("f", 2, null)),
                    (function, payload, id) -> OK,
                    queues,
                    List.of(Duration.ofMinutes(1)))
                .close());
  }

  private AsyncInvocations async(DeadLetterQueues deadLetters) {
    return async(
        clock,
        deadLetters,
        (function, payload, id) -> {
          calls.add(new Call(function, payload, id));
          InvocationResult next = results.poll();
          return next == null ? OK : next;
        });
  }

  private AsyncInvocations async(
      InstantSource time, DeadLetterQueues deadLetters, LambdaInvoker invoker) {
    return new AsyncInvocations(
        state,
        time,
        new AwsPlace("eu-west-1", "000000000000"),
        Map.of(
            "resume", new AsyncFunction("resume", 2, QUEUE),
            "once", new AsyncFunction("once", 0, null)),
        invoker,
        deadLetters,
        AsyncInvocations.LAMBDAS_DELAYS);
  }

  private void runOut(AsyncInvocations async) {
    async.runDue();
    for (int minute = 0; minute < 10 && !async.list().isEmpty(); minute++) {
      clock.advance(Duration.ofMinutes(1));
      async.runDue();
    }
    assertThat(async.list()).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
