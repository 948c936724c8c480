package dev.intermission.store;

import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.model.PauseState;
import dev.intermission.once.KeptResponse;
import dev.intermission.resume.ResumeUpdate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The conditions and effects of a store's writes, as the ports state them. Each stands alone, so
/// that a simulation can do one of them otherwise. The [StoreContract] holds them to the real
/// store, and to the rule of pausing, which they do not ask.
public class StoreRules {
  // Pauses and unpauses.

  public boolean mayBePaused(PauseState found) {
    return found.isPaused() || found.status() == found.status().active();
  }

  /// Whether a pause is refused because it would change nothing.
  public boolean isAlready(PauseState found, Ask.Pause pause) {
    Instant until = pause.until();
    return found.isPaused()
        && (until == null
            ? found.until() == null
            : until.equals(found.until()) && found.pauseId() != null && found.inDueIndex());
  }

  public Item paused(Item item, StatusUpdate pause) {
    return updated(item, pause);
  }

  public boolean mayBeUnpaused(PauseState found, StatusUpdate unpause) {
    Instant ended = unpause.ended();
    return found.isPaused()
        && (ended == null ? !isOver(found, unpause.at()) : ended.equals(found.until()));
  }

  public Item unpaused(Item item, StatusUpdate unpause) {
    return updated(item, unpause);
  }

  private static Item updated(Item item, StatusUpdate update) {
    return item.written(
        update.ask().next(item.state()),
        update.changedBy(),
        update.updatedAt().truncatedTo(ChronoUnit.MILLIS));
  }

  // The ends of timed pauses.

  public boolean mayEnd(PauseState found, ResumeUpdate resume) {
    return found.isPaused()
        && isPauseOf(found, resume)
        && resume.pausedUntil().equals(found.until())
        && isOver(found, resume.now());
  }

  public static boolean isPauseOf(PauseState found, ResumeUpdate resume) {
    return resume.pauseId() != null && resume.pauseId().equals(found.pauseId());
  }

  /// Whether its end has come; compared in whole seconds, as the store does.
  public static boolean isOver(PauseState found, Instant now) {
    return found.until() != null && found.until().getEpochSecond() <= now.getEpochSecond();
  }

  public Item ended(Item item, ResumeUpdate resume) {
    return item.written(item.state().active(), resume.changedBy(), resume.pausedUntil());
  }

  /// Whether what is left of a pause may be taken out.
  public boolean isAsSeen(PauseState found, PauseState seen) {
    return found.status() == seen.status()
        && Objects.equals(found.pauseId(), seen.pauseId())
        && Objects.equals(found.until(), seen.until());
  }

  /// The item without what is left of a pause.
  public Item cleaned(Item item) {
    return item.written(PauseState.of(item.state().status()), item.changedBy(), item.updatedAt());
  }

  // Kept responses.

  public boolean isTaken(@Nullable KeptResponse there, Instant now) {
    return there != null && there.keptUntil().getEpochSecond() > now.getEpochSecond();
  }

  public boolean isAsRead(Item item, Revision seen) {
    return item.revision().equals(seen);
  }

  /// Whether a response may be kept that leaves its item as it is.
  public boolean mayBeLeft(Item item, Revision seen) {
    return isAsRead(item, seen);
  }
}
