package dev.intermission.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The pause of a record. All that pausing decides on, and all that Intermission owns of it.
///
/// @param pauseId the accepted pause; null when there is none, when the platform paused the record,
///   and for ads, whose pauses have no id
/// @param until when the pause ends, in whole seconds; null when it has no end
/// @param inDueIndex whether the sweep would find the pause
public record PauseState(
    Status status, @Nullable PauseId pauseId, @Nullable Instant until, boolean inDueIndex) {

  /// A record that is in no pause of ours.
  public static PauseState of(Status status) {
    return new PauseState(status, null, null, false);
  }

  /// The state of the same record once it runs.
  public PauseState active() {
    return of(status.active());
  }

  /// The state of the same record in a new pause.
  ///
  /// @param newUntil when it ends, in whole seconds; null for a pause without an end
  public PauseState paused(@Nullable PauseId newPauseId, @Nullable Instant newUntil) {
    return new PauseState(status.paused(), newPauseId, newUntil, newUntil != null);
  }

  /// Whether the platform or a client paused it, and nothing has ended that yet.
  public boolean isPaused() {
    return status == status.paused();
  }

  /// Whether it already is in exactly that pause. A timed pause that could not end by itself does
  /// not count.
  ///
  /// @param end when the pause ends; null for one without an end
  public boolean isPausedUntil(@Nullable Instant end) {
    return isPaused()
        && Objects.equals(until, end)
        && (end == null || (pauseId != null && inDueIndex));
  }

  /// The id of its timed pause. Null when its pause has no end, or no id.
  public @Nullable PauseId timedPause() {
    return until == null ? null : pauseId;
  }

  /// The end of its timed pause, if it is over but not yet ended. Null if its end is after that
  /// time, or there is none. Every reader sees it active since.
  public @Nullable Instant endedBy(Instant now) {
    return isPaused() && until != null && !until.isAfter(now) ? until : null;
  }

  /// Whether it holds parts of a pause that it is no longer in. They would come before the sweep
  /// again and again.
  public boolean hasLeftovers() {
    return inDueIndex && !(isPaused() && until != null);
  }

  /// The state as a response shows it at that time. A pause that is over is not shown, whether or
  /// not anything has ended it yet. An end is shown only while the record is paused.
  public PauseState shownAt(Instant now) {
    if (endedBy(now) != null) {
      return active();
    }
    return isPaused() || until == null ? this : of(status);
  }
}
