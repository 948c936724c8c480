package dev.intermission.emulator.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.template.DeployedFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Keeps one worker alive and invokes functions in it. A worker that dies is replaced at once; one
/// that dies before it listens, after a pause that doubles up to five seconds. Invocations that
/// meet no worker wait for the next one, but not for ever.
///
/// A function that runs past its Timeout results in [InvocationResult.TimedOut] and is left
/// running. Lambda would end its environment, but here all functions share one, so only a thread
/// that never returns would show the difference.
///
/// Safe for use by many threads.
public final class WorkerProcess implements LambdaInvoker, AutoCloseable {

  private static final Duration TO_END = Duration.ofSeconds(2);

  /// How long the first worker may take to listen; all functions are loaded by then.
  private static final Duration FIRST_START = Duration.ofSeconds(60);

  /// How long an invocation waits for a worker that is being replaced.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A worker that listens. `gone` completes once it is dead and its place is free.
  private record Listening(Process process, URI address, CompletableFuture<Void> gone) {}

  private final WorkerSettings settings;
  private final WorkerLaunch launch;
  private final Map<String, DeployedFunction> functions = new HashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final List<String> unloadable = new ArrayList<>();
  private final Object lock = new Object();
  private CompletableFuture<Listening> current = new CompletableFuture<>();
  private @Nullable Process process;
  private boolean hasListened;
  private boolean closed;
  private Duration pause = FIRST_PAUSE;

  private WorkerProcess(WorkerSettings settings) throws IOException {
    this.settings = settings;
    this.launch = new WorkerLaunch(settings);
    for (DeployedFunction function : settings.template().functions()) {
      functions.put(function.logicalId(), function);
      functions.put(function.name(), function);
      functions.put(function.arn(), function);
      functions.put(function.qualifiedArn(), function);
    }
  }

  /// Starts a worker and waits until it has loaded the functions and listens.
  ///
  /// @throws IOException if there is no deployment package, or the worker does not come up
  /// @throws dev.intermission.emulator.template.TemplateException if functions' environments
  ///   contradict each other
  public static WorkerProcess start(WorkerSettings settings) throws IOException {
    WorkerProcess worker = new WorkerProcess(settings);
    worker.launch(worker.current);
    try {
      worker.current.get(FIRST_START.toMillis(), TimeUnit.MILLISECONDS);
      return worker;
    } catch (ExecutionException e) {
      worker.close();
      throw new IOException(e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      worker.close();
      throw new IOException("The worker did not listen within " + FIRST_START, e);
    } catch (InterruptedException e) {
      worker.close();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the worker was starting", e);
    }
  }

  /// The functions that the first worker could not load, each with the reason.
  public List<String> unloadable() {
    synchronized (lock) {
      return List.copyOf(unloadable);
    }
  }

  /// The process id of the newest worker, whether or not it listens yet.
  public long pid() {
    synchronized (lock) {
      return process == null ? -1 : process.pid();
    }
  }

  @Override
  public InvocationResult invoke(String function, String payload, String requestId) {
    DeployedFunction called = functions.get(function);
    if (called == null) {
      return new InvocationResult.Unavailable("There is no function " + function);
    }
    String arn = function.startsWith("arn:") ? function : called.arn();
    long waitUntil = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        Listening worker = await(listening(), waitUntil);
        if (worker.process().isAlive()) {
          try {
            return send(worker, called, arn, payload, requestId);
          } catch (ConnectException | HttpConnectTimeoutException e) {
            // The request never got there.
          } catch (HttpTimeoutException e) {
            return new InvocationResult.TimedOut();
          } catch (IOException e) {
            awaitEnd(worker);
            return error(
                "Runtime.ExitError",
                "RequestId: %s Error: the worker ended during the invocation".formatted(requestId));
          }
        }
        await(worker.gone(), waitUntil);
      }
    } catch (TimeoutException e) {
      return new InvocationResult.Unavailable("No worker listened within " + PATIENCE);
    } catch (ExecutionException e) {
      return new InvocationResult.Unavailable("The worker is closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new InvocationResult.Unavailable("Interrupted");
    }
  }

  /// Waits until an ending worker is gone. It closes its connections first and takes new ones for a
  /// moment more; the next invocation must not go there.
  private static void awaitEnd(Listening worker) throws InterruptedException, ExecutionException {
    try {
      worker.gone().get(TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The connection was lost, but not the worker.
    }
  }

  /// Ends the worker, cutting off the functions that run in it. Invocations from now on are
  /// unavailable.
  @Override
  public void close() {
    Process last;
    synchronized (lock) {
      closed = true;
      last = process;
      IOException reason = new IOException("The worker is closed");
      current.completeExceptionally(reason);
      current = CompletableFuture.failedFuture(reason);
    }
    if (last != null) {
      try {
        last.getOutputStream().close();
        if (!last.waitFor(5, TimeUnit.SECONDS)) {
          last.destroyForcibly();
        }
      } catch (IOException e) {
        last.destroyForcibly();
      } catch (InterruptedException e) {
        last.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    client.shutdownNow();
  }

  private InvocationResult send(
      Listening worker, DeployedFunction function, String arn, String payload, String requestId)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(worker.address())
            .timeout(function.timeout())
            .header(WorkerProtocol.SECRET, launch.secret())
            .header(WorkerProtocol.FUNCTION, function.logicalId())
            .header(WorkerProtocol.FUNCTION_ARN, arn)
            .header(WorkerProtocol.REQUEST_ID, requestId)
            .header(
                WorkerProtocol.DEADLINE,
                String.valueOf(System.currentTimeMillis() + function.timeout().toMillis()))
            .POST(HttpRequest.BodyPublishers.ofString(payload))
            .build();
    HttpResponse<String> response =
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() == 200) {
      return new InvocationResult.Success(response.body());
    }
    String type =
        response.headers().firstValue(WorkerProtocol.ERROR_TYPE).orElse("Runtime.Unknown");
    return error(URLDecoder.decode(type, StandardCharsets.UTF_8), response.body());
  }

  private static InvocationResult.FunctionError error(String type, String message) {
    String payload =
        JSON.createObjectNode().put("errorMessage", message).put("errorType", type).toString();
    return new InvocationResult.FunctionError(type, message, payload);
  }

  private CompletableFuture<Listening> listening() {
    synchronized (lock) {
      return current;
    }
  }

  private static <T> T await(CompletableFuture<T> future, long untilNanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private void launch(CompletableFuture<Listening> toListen) {
    Process started;
    try {
      synchronized (lock) {
        if (closed) {
          return;
        }
        started = launch.start();
        process = started;
      }
    } catch (IOException e) {
      settings.console().accept("The worker could not be started: " + e.getMessage());
      replace(-1, toListen);
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("worker-" + started.pid())
        .start(() -> attend(started, toListen));
  }

  /// Follows a worker from its first line to its end.
  private void attend(Process worker, CompletableFuture<Listening> toListen) {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    try (BufferedReader output = worker.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (!toListen.isDone() && line.startsWith(WorkerProtocol.ANNOUNCEMENT)) {
          String port = line.substring(WorkerProtocol.ANNOUNCEMENT.length());
          synchronized (lock) {
            hasListened = true;
            pause = FIRST_PAUSE;
          }
          toListen.complete(
              new Listening(worker, URI.create("http://127.0.0.1:" + port + "/"), gone));
          settings.onStart().accept(worker.pid());
        } else if (!toListen.isDone() && line.startsWith(WorkerProtocol.NOT_LOADED)) {
          addUnloadable(line.substring(WorkerProtocol.NOT_LOADED.length()));
        } else {
          settings.console().accept(line);
        }
      }
    } catch (IOException e) {
      settings.console().accept("The worker's output is lost: " + e.getMessage());
    }
    int status = worker.onExit().join().exitValue();
    replace(status, toListen);
    gone.complete(null);
  }

  private void addUnloadable(String function) {
    synchronized (lock) {
      if (!hasListened) {
        unloadable.add(function);
      }
    }
  }

  private void replace(int status, CompletableFuture<Listening> toListen) {
    CompletableFuture<Listening> next;
    Duration delay;
    synchronized (lock) {
      if (closed) {
        return;
      }
      if (!hasListened) {
        toListen.completeExceptionally(
            new IOException(
                "The worker ended with status %d before it listened".formatted(status)));
        return;
      }
      boolean listened = toListen.isDone();
      next = listened ? new CompletableFuture<>() : toListen;
      delay = listened ? Duration.ZERO : pause;
      if (!listened) {
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      }
      current = next;
    }
    settings
        .console()
        .accept("The worker ended with status %d; a new one is starting".formatted(status));
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> launch(next));
  }
}
