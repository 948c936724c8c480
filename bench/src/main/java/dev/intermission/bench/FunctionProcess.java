package dev.intermission.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function's process under the stub of the Runtime API. For one caller.
final class FunctionProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int END_OF_LOG = 3000;

  /// How to start one.
  ///
  /// @param name for messages and the log
  /// @param command of the process
  /// @param directory the unpacked deployment package
  /// @param environment all variables but `AWS_LAMBDA_RUNTIME_API`
  /// @param timeout of the function
  record Launch(
      String name,
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Duration timeout) {

    Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /// An answered invocation.
  ///
  /// @param wallMillis from the event to the whole response
  /// @param body the response, or the error
  /// @param isError whether the runtime reported an error
  record Answered(double wallMillis, String body, boolean isError) {
    /// Whether it is a response of the API with that status.
    boolean hasStatus(int status) {
      return !isError && body.startsWith("{\"statusCode\":" + status);
    }
  }

  private final Launch launch;
  private final RuntimeApi api;
  private final Process process;
  private final Path log;
  private final long begun;
  private RuntimeApi.@Nullable Request waiting;

  private FunctionProcess(Launch launch, RuntimeApi api, Path log) throws IOException {
    this.launch = launch;
    this.api = api;
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(launch.command())
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"));
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().clear();
    builder.environment().putAll(environment);
    begun = System.nanoTime();
    process = builder.start();
  }

  /// Starts one.
  ///
  /// @param logs the folder for what it prints
  static FunctionProcess start(Launch launch, Path logs) throws IOException {
    RuntimeApi api = RuntimeApi.start();
    try {
      return new FunctionProcess(
          launch, api, logs.resolve(launch.name().replaceAll("[^A-Za-z0-9]+", "-") + ".log"));
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  long pid() {
    return process.pid();
  }

  double cpuMillis() throws IOException {
    return ProcessFigures.cpuMillis(pid());
  }

  double residentMegabytes() throws IOException {
    return ProcessFigures.residentMegabytes(pid());
  }

  /// Waits until it asks for its first event.
  ///
  /// @return the ms since its start
  double awaitInit() throws IOException, InterruptedException {
    return (await(RuntimeApi.Kind.NEXT).nanos() - begun) / 1e6;
  }

  /// Waits until it is ready for its snapshot.
  ///
  /// @return the ms since its start
  double awaitCheckpoint() throws IOException, InterruptedException {
    return (await(RuntimeApi.Kind.RESTORE_NEXT).nanos() - begun) / 1e6;
  }

  /// Lets it go on after the snapshot, until it has answered its first event.
  Answered restoreAndInvoke(String event) throws IOException, InterruptedException {
    long restored = api.restore(await(RuntimeApi.Kind.RESTORE_NEXT));
    waiting = null;
    api.invoke(await(RuntimeApi.Kind.NEXT), event, launch.timeout());
    waiting = null;
    return answered(restored);
  }

  /// Gives it an event, and waits for its response.
  Answered invoke(String event) throws IOException, InterruptedException {
    long sent = api.invoke(await(RuntimeApi.Kind.NEXT), event, launch.timeout());
    waiting = null;
    return answered(sent);
  }

  private Answered answered(long since) throws IOException, InterruptedException {
    RuntimeApi.Request request = next();
    return switch (request.kind()) {
      case RESPONSE -> new Answered((request.nanos() - since) / 1e6, request.body(), false);
      case ERROR -> new Answered((request.nanos() - since) / 1e6, request.body(), true);
      case NEXT, RESTORE_NEXT, INIT_ERROR, RESTORE_ERROR -> throw unexpected(request);
    };
  }

  private RuntimeApi.Request await(RuntimeApi.Kind kind) throws IOException, InterruptedException {
    RuntimeApi.Request request = waiting == null ? next() : waiting;
    if (request.kind() != kind) {
      throw unexpected(request);
    }
    waiting = request;
    return request;
  }

  private RuntimeApi.Request next() throws IOException, InterruptedException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < limit) {
      RuntimeApi.Request request = api.poll(LOOK);
      if (request != null) {
        return request;
      }
      if (!process.isAlive()) {
        throw new FailedException(launch.name() + " ended by itself:\n" + endOfLog());
      }
    }
    throw new FailedException(launch.name() + " asks for nothing:\n" + endOfLog());
  }

  private IOException unexpected(RuntimeApi.Request request) throws IOException {
    return new FailedException(
        "%s: %s %s\n%s".formatted(launch.name(), request.kind(), request.body(), endOfLog()));
  }

  /// All that it printed.
  String output() throws IOException {
    return Files.readString(log);
  }

  /// The end of that.
  String endOfLog() throws IOException {
    String text = output();
    return text.substring(Math.max(0, text.length() - END_OF_LOG));
  }

  /// Asks it to end, as Lambda never does: an AOT cache is written then.
  void end() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    api.close();
  }
}
