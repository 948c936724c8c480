package dev.intermission.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A record that can be paused: its pause beside everything else. A new field of such a record goes
/// into its details, and no rule of pausing changes.
///
/// @param <R> the kind of record
public interface Pausable<R> {
  /// Its id.
  RecordId id();

  /// Its pause, as it is stored.
  PauseState state();

  /// When it was last changed, to the millisecond.
  Instant updatedAt();

  /// The same record in another state.
  R with(PauseState newState, Instant newUpdatedAt);

  /// This record after a change that was accepted then.
  default R changedTo(PauseState newState, Instant at) {
    return with(newState, at.truncatedTo(ChronoUnit.MILLIS));
  }

  /// This record as a response shows it at that time. From its end on a pause is over, and its end
  /// is the record's last change.
  default R shownAt(Instant now) {
    Instant ended = state().endedBy(now);
    return with(state().shownAt(now), ended == null ? updatedAt() : ended);
  }
}
