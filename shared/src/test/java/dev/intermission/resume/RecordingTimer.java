package dev.intermission.resume;

import dev.intermission.model.PauseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Timers that only write down what it was asked, and can be told to fail.
public final class RecordingTimer implements ArmTimer, DisarmTimer {
  /// How long each arming takes.
  public static final Duration TOOK = Duration.ofMillis(300);

  /// One call.
  public sealed interface Call {}

  /// One timer to arm.
  public record Armed(Timer timer, Instant now) implements Call {}

  /// One timer to take away.
  public record Disarmed(PauseId replaced, Duration spent) implements Call {}

  private final List<Call> calls = new ArrayList<>();
  private Predicate<Timer> arms = timer -> true;

  /// From now on, whether a call can arm its timer.
  public synchronized void answerWith(Predicate<Timer> whetherArmed) {
    arms = whetherArmed;
  }

  /// Every call, in order.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Every timer that was to be armed, in order.
  public List<Timer> timers() {
    return calls().stream()
        .flatMap(call -> call instanceof Armed(Timer timer, Instant now) ? Stream.of(timer) : null)
        .toList();
  }

  @Override
  public Result arm(Timer timer, Instant now) {
    Predicate<Timer> response;
    synchronized (this) {
      calls.add(new Armed(timer, now));
      response = arms;
    }
    return new Result(response.test(timer), TOOK);
  }

  @Override
  public synchronized void disarm(PauseId replaced, Duration spent) {
    calls.add(new Disarmed(replaced, spent));
  }
}
