package dev.intermission.change;

import dev.intermission.model.PauseState;
import dev.intermission.model.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rule of pausing: the one place that says what becomes of a request.
///
/// The store's condition says the same of the item at the moment of the write; the store contract
/// holds the two together.
public sealed interface Ruling {
  /// The platform's stop or verdict stands. It is never overwritten.
  record NotAllowed(Status status) implements Ruling {}

  /// The record is as asked. Nothing changes.
  record AlreadySo() implements Ruling {}

  /// The record changes.
  ///
  /// @param ended when the pause that it was in ended, if that was over and nothing had ended it
  ///   yet; else null
  record Becomes(PauseState next, @Nullable Instant ended) implements Ruling {}

  /// Rules on a request.
  ///
  /// @param now the request's time
  static Ruling on(PauseState found, Ask ask, Instant now) {
    if (!found.status().mayBePaused()) {
      return new NotAllowed(found.status());
    }
    return switch (ask) {
      case Ask.Pause pause when found.isPausedUntil(pause.until()) -> new AlreadySo();
      case Ask.Unpause ignored when !found.isPaused() -> new AlreadySo();
      case Ask.Pause pause -> new Becomes(pause.next(found), null);
      case Ask.Unpause unpause -> new Becomes(unpause.next(found), found.endedBy(now));
    };
  }
}
