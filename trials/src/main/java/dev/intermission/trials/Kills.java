package dev.intermission.trials;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The trials that break a local runner while clients pause and unpause its campaigns. Its
/// processes are killed, stopped, starved of disk, or given a clock that is off. A book is kept of
/// the acknowledged changes; every response and every stored item is checked against it.
final class Kills {
  /// The sweep's minimum age of an overdue pause, and its period, in seconds.
  private static final int SWEEP_AGE = 3;

  private static final int SWEEP_PERIOD = 2;

  /// The extra time for a resume, a sweep or a restart.
  private static final Duration SLACK = Duration.ofSeconds(10);

  /// Campaigns with one client, and with two.
  private static final int LONELY = 24;

  private static final int SHARED = 4;

  private final Fault fault;
  private final String number;
  private final int times;
  private final long seed;
  private final Checks checks = new Checks();
  private final List<Path> mounted = new ArrayList<>();
  private @Nullable RunnerProcess process;

  /// @param number how often; of a clock, by how many seconds
  private Kills(Fault fault, String number, long seed) {
    this.fault = fault;
    this.number = number;
    this.times = fault == Fault.CLOCK ? 15 : Integer.parseInt(number);
    this.seed = seed;
  }

  static void main(String[] arguments) throws Exception {
    Fault fault = Fault.of(arguments[0]);
    String number = arguments.length > 1 ? arguments[1] : fault == Fault.KILL_WORKER ? "50" : "10";
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime() & 0xffffff;
    System.exit(new Kills(fault, number, seed).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path folder = Files.createTempDirectory("intermission-trial");
    System.out.println(
        "Again with the same choices: trials/run " + fault + " " + number + " " + seed);
    Path data = folder.resolve("data");
    if (fault == Fault.FULL_DISK && !mount(data)) {
      return true;
    }
    Map<String, String> settings =
        Map.of(
            "PORT", Integer.toString(RunnerProcess.freePort()),
            "SWEEP_AGE_SECONDS", Integer.toString(SWEEP_AGE),
            "SWEEP_PERIOD_SECONDS", Integer.toString(SWEEP_PERIOD),
            // All that is off is the difference: the functions, the clients and this program have
            // the machine's clock.
            "CLOCK_OFFSET_SECONDS", fault == Fault.CLOCK ? number : "0");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(folder)));
    RunnerProcess started = new RunnerProcess(folder, data, settings);
    process = started;
    started.start();
    Runner runner = started.runner();
    Outcomes outcomes = new Outcomes();
    Trial trial = new Trial(runner, checks, outcomes, seed, new AtomicBoolean());
    runner.addCampaigns("adcamp_lonely", LONELY).forEach(checks::begin);
    runner.addCampaigns("adcamp_shared", SHARED).forEach(checks::begin);

    List<Thread> clients = new ArrayList<>();
    Instant start = Instant.now();
    for (String id : checks.campaigns()) {
      int count = id.contains("shared") ? 2 : 1;
      for (int i = 1; i <= count; i++) {
        String name = id + "-" + i;
        Client client = new Client(trial, id, name, count == 1, new Random(seed + clients.size()));
        clients.add(Thread.ofVirtual().name(name).start(client::run));
      }
    }
    Thread watch = Thread.ofVirtual().start(() -> checks.watch(runner));
    new Breaking(fault, times, started, trial).run();
    trial.isOver().set(true);
    for (Thread client : clients) {
      client.join();
    }
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    checks.theEnd(runner, Duration.ofSeconds(SWEEP_AGE + SWEEP_PERIOD).plus(SLACK));
    watch.join();
    System.out.printf(
        "%d faults (%s) in %d s; %s; %d looks at records%n",
        times, fault, seconds, outcomes, checks.looks());
    checks.say();
    started.end();
    return checks.areMet();
  }

  private boolean mount(Path data) throws Exception {
    Files.createDirectories(data);
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", data.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(mount.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
    if (mount.waitFor() != 0) {
      System.out.println("Left out: no tmpfs can be mounted here (" + said + ").");
      return false;
    }
    mounted.add(data);
    return true;
  }

  private void cleanUp(Path folder) {
    try {
      if (process != null) {
        process.end();
      }
      for (Path mount : mounted) {
        new ProcessBuilder("umount", mount.toString()).inheritIO().start().waitFor();
      }
      checks.cleanUp(folder);
    } catch (IOException | InterruptedException e) {
      System.out.println("Not cleaned up: " + folder + " " + e);
    }
  }
}
