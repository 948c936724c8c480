package dev.intermission.port;

import dev.intermission.model.PauseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A timer that only writes down what it was asked, and can be told to fail.
public final class RecordingTimer implements ArmTimer, DisarmTimer {
  /// How long each arming takes.
  public static final Duration TOOK = Duration.ofMillis(300);

  /// One call.
  public sealed interface Call {}

  /// One timer to arm.
  public record Armed(Alarm alarm, Instant now) implements Call {}

  /// One timer to take away.
  public record Disarmed(PauseId replaced, Duration spent) implements Call {}

  private final List<Call> calls = new ArrayList<>();
  private Predicate<Alarm> arms = alarm -> true;

  /// From now on, whether a call can arm its alarm.
  public synchronized void answerWith(Predicate<Alarm> whetherArmed) {
    arms = whetherArmed;
  }

  /// Every call, in order.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Every alarm that was to be armed, in order.
  public List<Alarm> alarms() {
    return calls().stream()
        .flatMap(call -> call instanceof Armed(Alarm alarm, Instant now) ? Stream.of(alarm) : null)
        .toList();
  }

  @Override
  public Result arm(Alarm alarm, Instant now) {
    Predicate<Alarm> answer;
    synchronized (this) {
      calls.add(new Armed(alarm, now));
      answer = arms;
    }
    return new Result(answer.test(alarm), TOOK);
  }

  @Override
  public synchronized void disarm(PauseId replaced, Duration spent) {
    calls.add(new Disarmed(replaced, spent));
  }
}
