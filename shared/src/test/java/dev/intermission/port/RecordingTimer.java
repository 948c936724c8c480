package dev.intermission.port;

import dev.intermission.model.PauseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A timer that only writes down what it was asked, and can be told to fail.
public final class RecordingTimer implements ResumeTimer {
  /// One call.
  public record Fit(@Nullable Alarm alarm, @Nullable PauseId replaced, Instant now) {}

  private final List<Fit> fits = new ArrayList<>();
  private Predicate<Fit> arms = fit -> true;

  /// From now on, whether a call can arm its alarm.
  public synchronized void answerWith(Predicate<Fit> whetherArmed) {
    arms = whetherArmed;
  }

  /// Every call, in order.
  public synchronized List<Fit> fits() {
    return List.copyOf(fits);
  }

  @Override
  public boolean fit(@Nullable Alarm alarm, @Nullable PauseId replaced, Instant now) {
    Fit fit = new Fit(alarm, replaced, now);
    Predicate<Fit> answer;
    synchronized (this) {
      fits.add(fit);
      answer = arms;
    }
    return answer.test(fit);
  }
}
