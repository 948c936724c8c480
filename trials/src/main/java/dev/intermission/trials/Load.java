package dev.intermission.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Drives a local runner at its limit, and checks every response and every stored end. Each
/// connection sends its next request as soon as it has its response.
final class Load {
  private static final int CONNECTIONS = 16;

  /// Each connection has its own, so that it knows what they are.
  private static final int CAMPAIGNS_EACH = 16;

  /// The sweep's longest delay with the template's values, plus slack of 30 s. A pause must be
  /// overdue by 90 s, and the sweep runs each minute.
  private static final Duration SWEEP = Duration.ofMinutes(3);

  private final Duration duration;
  private final long seed;
  private final Checks checks = new Checks();
  private final Figures figures = new Figures();
  private @Nullable RunnerProcess process;

  private Load(Duration duration, long seed) {
    this.duration = duration;
    this.seed = seed;
  }

  static void main(String[] arguments) throws Exception {
    int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime() & 0xffffff;
    System.exit(new Load(Duration.ofMinutes(minutes), seed).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path folder = Files.createTempDirectory("intermission-load");
    System.out.println(
        "Again with the same choices: trials/run load " + duration.toMinutes() + " " + seed);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(folder)));
    RunnerProcess started =
        new RunnerProcess(
            folder,
            folder.resolve("data"),
            Map.of("PORT", Integer.toString(RunnerProcess.freePort())));
    process = started;
    started.start();
    Runner runner = started.runner();
    List<Connection> connections = new ArrayList<>();
    for (int i = 1; i <= CONNECTIONS; i++) {
      List<String> campaigns = runner.addCampaigns("adcamp_load" + i + "x", CAMPAIGNS_EACH);
      campaigns.forEach(checks::begin);
      connections.add(
          new Connection(runner, checks, figures, "load" + i, campaigns, new Random(seed + i)));
    }
    Thread watch = Thread.ofPlatform().start(() -> checks.watch(runner));
    Instant start = Instant.now();
    Instant until = start.plus(duration);
    List<Thread> threads = new ArrayList<>();
    for (Connection connection : connections) {
      threads.add(Thread.ofPlatform().start(() -> connection.run(until)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Duration took = Duration.between(start, Instant.now());
    checks.theEnd(runner, SWEEP);
    watch.join();
    System.out.printf(
        "%d requests in %d s over %d connections to %d campaigns: %.0f a second; %s%n",
        figures.count(),
        took.toSeconds(),
        CONNECTIONS,
        CONNECTIONS * CAMPAIGNS_EACH,
        figures.count() * 1000.0 / took.toMillis(),
        figures);
    checks.say();
    started.end();
    return checks.areMet();
  }

  private void cleanUp(Path folder) {
    try {
      if (process != null) {
        process.end();
      }
      checks.cleanUp(folder);
    } catch (IOException | InterruptedException e) {
      System.out.println("Not cleaned up: " + folder + " " + e);
    }
  }
}
