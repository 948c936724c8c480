package dev.intermission.emulator.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that makes a pass when something is due, and at least every second.
///
/// The passes themselves stay plain methods, which tests call with a clock of their own. No
/// exception of a pass ends the thread. Thread-safe.
public final class DueLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DueLoop.class);

  /// The longest wait between two passes.
  static final Duration TICK = Duration.ofSeconds(1);

  private final InstantSource time;
  private final Runnable pass;
  private final Supplier<Optional<Instant>> nextDue;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /// Starts the thread.
  ///
  /// @param pass what to do each time
  /// @param nextDue when the next thing is due; one in the past was tried and waits for the next
  ///   tick
  public DueLoop(
      String name, InstantSource time, Runnable pass, Supplier<Optional<Instant>> nextDue) {
    this.time = time;
    this.pass = pass;
    this.nextDue = nextDue;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    thread.start();
  }

  /// Starts the next pass now: something may be due earlier than was known.
  public void wake() {
    wakeUps.release();
  }

  /// Ends the thread. A pass under way is given some seconds to end first.
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      Duration wait = TICK;
      try {
        pass.run();
        wait = untilNext(time.instant(), nextDue.get());
      } catch (RuntimeException | Error e) {
        LOG.error("A pass failed; the next one follows", e);
      }
      try {
        boolean _ = wakeUps.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        wakeUps.drainPermits();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  static Duration untilNext(Instant now, Optional<Instant> next) {
    return next.filter(due -> due.isAfter(now) && due.isBefore(now.plus(TICK)))
        .map(due -> Duration.between(now, due))
        .orElse(TICK);
  }

  boolean isRunning() {
    return thread.isAlive();
  }
}
