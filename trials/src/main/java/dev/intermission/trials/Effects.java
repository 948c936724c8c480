package dev.intermission.trials;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Counts the effects of one client's requests on a campaign that only it changes. Every write of a
/// campaign's state adds 1 to its `rev`, so an acknowledged change with a key counts once, however
/// often it was sent.
final class Effects {
  private final Trial trial;
  private final String id;
  private final String name;
  private final Book book;

  /// The state that was asked for last; null when that is not known.
  private Book.@Nullable Effect last = new Book.Effect.Active();

  private @Nullable StoredCampaign before;

  /// @param name the client's
  Effects(Trial trial, String id, String name) {
    this.trial = trial;
    this.id = id;
    this.name = name;
    this.book = trial.checks().book(id);
  }

  Book.@Nullable Effect last() {
    return last;
  }

  /// The stored campaign, when nothing has been asked for since, and it is active.
  @Nullable StoredCampaign beforeAPause() {
    return last instanceof Book.Effect.Active ? before : null;
  }

  /// Counts those since the last count.
  ///
  /// @param effect what was asked for, null for a repetition of an earlier request
  void count(Book.@Nullable Effect effect, Sent sent) throws InterruptedException {
    StoredCampaign now;
    try {
      now = trial.runner().stored(id);
    } catch (IOException e) {
      // The runner is being killed: the next count starts from the state known by then.
      before = null;
      last = after(effect, sent);
      return;
    }
    trial.checks().stored(now, false);
    if (before != null) {
      int least = 0;
      int most = book.floating(before.start());
      if (sent == Sent.ACKNOWLEDGED) {
        boolean mayBeSo =
            last == null
                || last.equals(effect)
                || (last instanceof Book.Effect.Until && effect instanceof Book.Effect.Active);
        boolean mustBeSo = last != null && last.equals(effect);
        least = mayBeSo ? 0 : 1;
        most += mustBeSo ? 0 : 1;
      }
      // Its own end, and that of the pause before it.
      most +=
          mayHaveEnded(last, now)
              + (sent == Sent.WITHOUT_EFFECT || effect == null || effect.equals(last)
                  ? 0
                  : mayHaveEnded(effect, now));
      check(before, now, least, most, effect + " after " + last);
    }
    before = now;
    last = after(effect, sent);
    if (last instanceof Book.Effect.Until && now.isActive()) {
      last = new Book.Effect.Active();
    }
  }

  /// Counts those of an acknowledged pause without an end.
  ///
  /// @param found the stored campaign before it
  /// @param most how many there may be
  void countOfPause(StoredCampaign found, int most, String what) throws InterruptedException {
    try {
      StoredCampaign now = trial.runner().stored(id);
      trial.checks().stored(now, false);
      check(found, now, 1, most, what);
      before = now;
      last = now.isActive() ? new Book.Effect.Active() : new Book.Effect.Forever();
    } catch (IOException e) {
      before = null;
      last = null;
    }
  }

  private void check(StoredCampaign found, StoredCampaign now, int least, int most, String what) {
    long effects = now.rev() - found.rev();
    if (effects < least || effects > most) {
      trial
          .checks()
          .violation(
              "%s: %d effects instead of %d to %d of %s: %s, before: %s%s"
                  .formatted(name, effects, least, most, what, now, found, book));
    }
  }

  private Book.@Nullable Effect after(Book.@Nullable Effect effect, Sent sent) {
    if (effect == null || sent == Sent.WITHOUT_EFFECT) {
      return last;
    }
    return sent == Sent.UNKNOWN ? null : effect;
  }

  private static int mayHaveEnded(Book.@Nullable Effect effect, StoredCampaign now) {
    return effect == null
            || (effect instanceof Book.Effect.Until(var time) && !time.isAfter(now.end()))
        ? 1
        : 0;
  }
}
