package dev.intermission.emulator.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.scheduler.DeadLetterQueues;
import dev.intermission.emulator.scheduler.DueLoop;
import dev.intermission.emulator.scheduler.LambdaAsyncInvoker;
import dev.intermission.emulator.state.LocalState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lambda's asynchronous invocation: accepts an event at once, and runs it later.
///
/// An event is in [LocalState] before [#submit] returns and until its function returned or its
/// record is in the on-failure queue, so it survives this process; one that was running when the
/// process died runs again. Retries carry the identical payload and the same request id. Unlike on
/// AWS an event never grows too old: a laptop may sleep longer than six hours.
///
/// Thread-safe. Events run side by side, each on a virtual thread of its own.
public final class AsyncInvocations implements LambdaAsyncInvoker, AutoCloseable {
  /// Lambda's own delays before the second and the third attempt.
  public static final List<Duration> LAMBDAS_DELAYS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

  private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
  private static final String EVENT = "async-event/";

  /// The largest payload, in bytes. Lambda takes 1 MB; here an event, and its record in the
  /// on-failure queue, must each fit into one text of the state.
  static final int MAXIMUM_PAYLOAD = 100_000;

  private record Event(
      String requestId,
      String functionArn,
      String functionName,
      String payload,
      Instant submitted,
      int failedAttempts,
      Instant due) {
    Event failedOnce(Instant next) {
      return new Event(
          requestId, functionArn, functionName, payload, submitted, failedAttempts + 1, next);
    }
  }

  private final LocalState state;
  private final InstantSource time;
  private final AwsPlace place;
  private final Map<String, AsyncFunction> functions;
  private final LambdaInvoker invoker;
  private final DeadLetterQueues queues;
  private final List<Duration> delays;
  private final Map<String, Event> events = new ConcurrentHashMap<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable DueLoop loop;
  private volatile boolean closed;

  /// Reads what an earlier instance accepted. Nothing runs before [#start()] or [#runDue()].
  ///
  /// @param functions the functions that there are, by name without alias
  /// @param delays how long to wait after the first, the second... failed attempt; as many as any
  ///   function may retry, [#LAMBDAS_DELAYS] for Lambda's own
  public AsyncInvocations(
      LocalState state,
      InstantSource time,
      AwsPlace place,
      Map<String, AsyncFunction> functions,
      LambdaInvoker invoker,
      DeadLetterQueues queues,
      List<Duration> delays) {
    this.state = state;
    this.time = time;
    this.place = place;
    this.functions = Map.copyOf(functions);
    this.invoker = invoker;
    this.queues = queues;
    this.delays = List.copyOf(delays);
    for (AsyncFunction function : functions.values()) {
      if (function.maximumRetryAttempts() > delays.size()) {
        throw new IllegalArgumentException("Too few delays for the retries of " + function.name());
      }
    }
    state
        .list(EVENT)
        .values()
        .forEach(json -> {
          Event event = Stored.value(json, Event.class);
          events.put(event.requestId(), event);
        });
  }

  /// Runs what is due from now on, in the background, until [#close()].
  public void start() {
    loop = new DueLoop("async-invocations", time, this::startDue, this::nextDue);
  }

  /// Accepts an event.
  ///
  /// @throws IllegalArgumentException for an unknown function, or a payload that is no JSON or
  ///   above 100 KB: such are refused at once
  @Override
  public String submit(String functionArnOrName, byte[] payload) {
    String name = name(functionArnOrName);
    String text = new String(payload, StandardCharsets.UTF_8);
    if (!functions.containsKey(name)) {
      throw new IllegalArgumentException("Function not found: " + functionArnOrName);
    }
    if (payload.length > MAXIMUM_PAYLOAD || Stored.json(text).isEmpty()) {
      throw new IllegalArgumentException("The payload is not JSON of at most 100 KB");
    }
    Instant now = time.instant();
    Event event =
        new Event(UUID.randomUUID().toString(), arn(functionArnOrName), name, text, now, 0, now);
    keep(event);
    wake();
    return event.requestId();
  }

  /// Makes one pass over the events that are due and not running. It runs them side by side, and
  /// waits for their ends.
  ///
  /// @return how many it ran
  public int runDue() {
    List<CompletableFuture<Void>> started = startDue();
    started.forEach(CompletableFuture::join);
    return started.size();
  }

  /// The events that have yet to succeed, oldest first. For tests.
  List<PendingEvent> list() {
    return events.values().stream()
        .map(event ->
            new PendingEvent(
                event.requestId(),
                event.functionName(),
                event.submitted(),
                event.failedAttempts(),
                event.due(),
                running.contains(event.requestId())))
        .sorted(Comparator.comparing(PendingEvent::submitted))
        .toList();
  }

  /// Ends the background thread; to be called before the invoker is closed. Events under way get
  /// some seconds to end; what does not end in time stays in the state and runs again.
  @Override
  public void close() {
    DueLoop current = loop;
    if (current != null) {
      current.close();
    }
    threads.shutdown();
    try {
      boolean ended = threads.awaitTermination(5, TimeUnit.SECONDS);
      closed = true;
      if (!ended) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      closed = true;
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private List<CompletableFuture<Void>> startDue() {
    Instant now = time.instant();
    List<CompletableFuture<Void>> started = new ArrayList<>();
    for (Event event : events.values()) {
      if (event.due().isAfter(now) || !running.add(event.requestId())) {
        continue;
      }
      if (event.equals(events.get(event.requestId()))) {
        started.add(CompletableFuture.runAsync(() -> run(event), threads));
      } else {
        // Another attempt ended between our look and our claim.
        running.remove(event.requestId());
      }
    }
    return started;
  }

  private Optional<Instant> nextDue() {
    return events.values().stream()
        .filter(event -> !running.contains(event.requestId()))
        .map(Event::due)
        .min(Comparator.naturalOrder());
  }

  private void run(Event event) {
    try {
      InvocationResult result = invoke(event);
      if (closed) {
        // It may have failed because we are closing: not the event's fault, so it runs again.
        return;
      }
      switch (result) {
        case InvocationResult.Success _ -> forget(event);
        case InvocationResult.FunctionError error -> failed(event, error.type(), error.payload());
        case InvocationResult.Unavailable(String reason) -> neverEnded(event, reason);
        case InvocationResult.TimedOut _ -> neverEnded(event, "Task timed out");
      }
    } catch (RuntimeException e) {
      // The state or the queue failed: the event stays due.
      LOG.error("Event {} of {} stays due", event.requestId(), event.functionName(), e);
    } finally {
      running.remove(event.requestId());
    }
  }

  private void neverEnded(Event event, String reason) {
    failed(
        event,
        reason,
        Stored.object()
            .put("errorType", "Runtime.ExitError")
            .put("errorMessage", "RequestId: " + event.requestId() + " Error: " + reason)
            .toString());
  }

  private InvocationResult invoke(Event event) {
    try {
      return invoker.invoke(event.functionName(), event.payload(), event.requestId());
    } catch (RuntimeException | Error e) {
      return new InvocationResult.Unavailable(e.toString());
    }
  }

  private void failed(Event event, String reason, String responsePayload) {
    AsyncFunction function = functions.get(event.functionName());
    int attempts = event.failedAttempts() + 1;
    LOG.warn(
        "Attempt {} of {} at event {} failed: {}",
        attempts,
        event.functionName(),
        event.requestId(),
        reason);
    if (function != null && attempts <= function.maximumRetryAttempts()) {
      keep(event.failedOnce(time.instant().plus(delays.get(attempts - 1))));
      return;
    }
    if (function == null || function.onFailureQueueArn() == null) {
      LOG.error("Event {} of {} is dropped", event.requestId(), event.functionName());
    } else {
      queues.send(
          function.onFailureQueueArn(),
          onFailureRecord(event, attempts, responsePayload).toString(),
          Map.of());
    }
    forget(event);
  }

  /// The record that Lambda sends to an on-failure destination.
  private ObjectNode onFailureRecord(Event event, int attempts, String responsePayload) {
    ObjectNode record =
        Stored.object()
            .put("version", "1.0")
            .put("timestamp", time.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    record
        .putObject("requestContext")
        .put("requestId", event.requestId())
        .put("functionArn", event.functionArn())
        .put("condition", "RetriesExhausted")
        .put("approximateInvokeCount", attempts);
    record.set("requestPayload", Stored.jsonOrText(event.payload()));
    record
        .putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    record.set("responsePayload", Stored.jsonOrText(responsePayload));
    return record;
  }

  private void keep(Event event) {
    state.put(EVENT + event.requestId(), Stored.text(event));
    events.put(event.requestId(), event);
  }

  private void forget(Event event) {
    state.delete(EVENT + event.requestId());
    events.remove(event.requestId());
  }

  private void wake() {
    DueLoop current = loop;
    if (current != null) {
      current.wake();
    }
  }

  /// `arn:aws:lambda:region:account:function:name[:alias]`, or `name[:alias]`.
  private static String name(String functionArnOrName) {
    String[] parts = functionArnOrName.split(":", -1);
    return parts.length > 6 && parts[0].equals("arn") ? parts[6] : parts[0];
  }

  private String arn(String functionArnOrName) {
    String arn =
        functionArnOrName.startsWith("arn:")
            ? functionArnOrName
            : place.function(functionArnOrName);
    return arn.split(":", -1).length > 7 ? arn : arn + ":$LATEST";
  }
}
