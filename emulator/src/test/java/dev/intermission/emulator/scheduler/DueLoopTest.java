package dev.intermission.emulator.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.SettableClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DueLoopTest {
  @Test
  void no_failure_of_a_pass_ends_the_passes() throws Exception {
    var passes = new CountDownLatch(3);
    var count = new AtomicInteger();
    try (var loop =
        new DueLoop(
            "test",
            InstantSource.system(),
            () -> {
              passes.countDown();
              switch (count.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("on purpose");
                case 2 -> throw new AssertionError("on purpose");
                default -> {}
              }
            },
            Optional::empty)) {
      loop.wake();
      loop.wake();
      assertThat(passes.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void after_close_there_are_no_more_passes() throws Exception {
    var first = new CountDownLatch(1);
    var count = new AtomicInteger();
    var loop =
        new DueLoop(
            "test",
            new SettableClock("2030-01-01T00:00:00Z"),
            () -> {
              count.incrementAndGet();
              first.countDown();
            },
            Optional::empty);
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    loop.close();
    int before = count.get();
    loop.wake();

    assertThat(loop.isRunning()).isFalse();
    assertThat(count).hasValue(before);
  }

  @Test
  void the_wait_is_until_the_next_is_due_and_a_second_at_most() {
    var clock = new SettableClock("2030-01-01T00:00:00Z");

    assertThat(DueLoop.untilNext(clock.instant(), Optional.empty())).hasSeconds(1);
    assertThat(DueLoop.untilNext(clock.instant(), Optional.of(clock.instant().plusSeconds(9))))
        .hasSeconds(1);
    assertThat(DueLoop.untilNext(clock.instant(), Optional.of(clock.instant().plusMillis(300))))
        .hasMillis(300);
    assertThat(DueLoop.untilNext(clock.instant(), Optional.of(clock.instant().minusSeconds(5))))
        .as("it was due and failed: no busy loop")
        .isEqualTo(Duration.ofSeconds(1));
  }
}
