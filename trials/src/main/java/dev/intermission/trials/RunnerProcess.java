package dev.intermission.trials;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A local runner of the trial's own, which it can kill and start again. It has a folder of its
/// own, and keeps its data and its port.
final class RunnerProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Path data;
  private final Path facts;
  private final Map<String, String> settings;
  private final Runner runner;
  private volatile @Nullable Process process;

  /// @param data where the runner keeps its data
  /// @param settings of the run command, by environment variable
  RunnerProcess(Path folder, Path data, Map<String, String> settings) throws IOException {
    this.folder = folder;
    this.data = data;
    this.facts = folder.resolve("local/target/intermission.json");
    this.settings = settings;
    this.runner = new Runner(facts);
    Path project = Path.of("").toAbsolutePath();
    Files.copy(project.resolve("template.yaml"), folder.resolve("template.yaml"));
    for (String link : List.of("events", "functions")) {
      Files.createSymbolicLink(folder.resolve(link), project.resolve(link));
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Runner runner() {
    return runner;
  }

  Path data() {
    return data;
  }

  /// With this program's own class path, which has the local runner on it.
  void start() throws IOException, InterruptedException {
    Files.deleteIfExists(facts);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.intermission.local.LocalRunner",
            folder.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("runner.log").toFile()));
    builder.environment().putAll(settings);
    builder.environment().put("INTERMISSION_DATA", data.toString());
    Process started = builder.start();
    process = started;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(facts)) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("The local runner did not start:\n" + tail());
      }
      Thread.sleep(20);
    }
    runner.facts();
  }

  /// The last lines that it printed.
  String tail() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("runner.log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  long platform() {
    if (process == null) {
      throw new IllegalStateException("It was not started");
    }
    return process.pid();
  }

  /// SIGKILL, and waits until it is gone.
  static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(handle -> {
          handle.destroyForcibly();
          handle.onExit().join();
        });
  }

  static void signal(String signal, long pid) throws IOException, InterruptedException {
    if (pid < 2) {
      throw new IllegalArgumentException("No process: " + pid);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().waitFor();
  }

  /// SIGTERM, and SIGKILL where that does not do.
  void end() throws InterruptedException {
    Process last = process;
    if (last != null) {
      last.destroy();
      if (!last.waitFor(15, TimeUnit.SECONDS)) {
        last.destroyForcibly().waitFor();
      }
    }
    runner.close();
  }
}
