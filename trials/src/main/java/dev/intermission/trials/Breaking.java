package dev.intermission.trials;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// One fault, again and again at random moments, while clients are at work.
final class Breaking {
  private final Fault fault;
  private final int times;
  private final RunnerProcess process;
  private final Runner runner;
  private final Checks checks;
  private final Outcomes outcomes;
  private final Random random;

  Breaking(Fault fault, int times, RunnerProcess process, Trial trial) {
    this.fault = fault;
    this.times = times;
    this.process = process;
    this.runner = trial.runner();
    this.checks = trial.checks();
    this.outcomes = trial.outcomes();
    this.random = new Random(trial.seed());
  }

  /// Repeats the fault so often, or until a check has failed.
  void run() throws IOException, InterruptedException {
    for (int i = 1; i <= times; i++) {
      if (!checks.areMet()) {
        return;
      }
      if (i % 5 == 1) {
        // The timer fails too, now and then: then the sweep must do it.
        runner.control(
            List.of("deliveries/normal", "deliveries/lose", "deliveries/double")
                .get(random.nextInt(3)));
        runner.control(random.nextInt(4) == 0 ? "creates/fail" : "creates/normal");
      }
      // Some kills in the first burst, most after a response, however slow the machine is.
      if (random.nextInt(3) > 0) {
        awaitResponses();
      }
      Thread.sleep(random.nextInt(1000));
      breakOnce();
      if (i % 50 == 0) {
        System.out.printf("%d of %d%n", i, times);
      }
    }
    runner.control("deliveries/normal");
    runner.control("creates/normal");
  }

  private void breakOnce() throws IOException, InterruptedException {
    switch (fault) {
      case KILL_WORKER -> {
        long worker = runner.worker();
        RunnerProcess.kill(worker);
        awaitWorkerAfter(worker);
      }
      case KILL_PLATFORM -> {
        RunnerProcess.kill(process.platform());
        process.start();
      }
      case KILL_BOTH -> {
        long worker = runner.worker();
        RunnerProcess.kill(process.platform());
        RunnerProcess.kill(worker);
        process.start();
      }
      case STOP_WORKER -> stop(runner.worker());
      case STOP_PLATFORM -> stop(process.platform());
      case FULL_DISK -> fillUp();
      case CLOCK -> Thread.sleep(2000);
    }
  }

  /// Stops the process long enough for pauses to become due meanwhile.
  private void stop(long pid) throws IOException, InterruptedException {
    RunnerProcess.signal("STOP", pid);
    Thread.sleep(random.nextInt(2000, 9000));
    RunnerProcess.signal("CONT", pid);
  }

  /// Fills the disk for some seconds, then frees it. Every second time the platform is killed
  /// meanwhile.
  private void fillUp() throws IOException, InterruptedException {
    Path filler = process.data().resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // The disk is full.
    }
    Thread.sleep(random.nextInt(1000, 5000));
    boolean isKilled = random.nextBoolean();
    if (isKilled) {
      RunnerProcess.kill(process.platform());
    }
    Files.delete(filler);
    if (isKilled) {
      process.start();
    }
  }

  private void awaitResponses() throws InterruptedException {
    long before = outcomes.acknowledged();
    Instant deadline = Instant.now().plusSeconds(5);
    while (outcomes.acknowledged() < before + 10 && Instant.now().isBefore(deadline)) {
      Thread.sleep(10);
    }
  }

  private void awaitWorkerAfter(long killed) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(60);
    while (runner.worker() == killed) {
      if (Instant.now().isAfter(deadline)) {
        throw new IOException("No new worker:\n" + process.tail());
      }
      Thread.sleep(10);
    }
  }
}
