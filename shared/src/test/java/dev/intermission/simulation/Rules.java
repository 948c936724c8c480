package dev.intermission.simulation;

import dev.intermission.model.PauseId;
import dev.intermission.once.KeptResponse;
import dev.intermission.once.KeyedRequest;
import dev.intermission.pause.PausedUntil;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeUpdate;
import dev.intermission.resume.TimeBox;
import dev.intermission.resume.Timer;
import dev.intermission.store.StoreRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The rules around the use cases, beside those of the store. Each [Weakening] changes one of them,
/// to see that the mutant is caught.
class Rules extends StoreRules {
  // Inputs of the use cases.

  /// The end that a client asked for, as it is stored.
  @Nullable Instant accepted(String pausedUntil, Instant now) {
    return switch (PausedUntil.judge(pausedUntil, now)) {
      case PausedUntil.Accepted(Instant until) -> until;
      case PausedUntil.Refused ignored -> null;
      case PausedUntil.NoEnd() -> null;
    };
  }

  /// The time that is taken for the time of the request from there on.
  Instant requestTime(Instant read, Ports ports) {
    return read;
  }

  PauseId freshPauseId(int invocation, int count) {
    return new PauseId("p" + invocation + "-" + count);
  }

  /// The time that a resume gives to the store.
  Instant resumeTime(ResumeUpdate resume) {
    return resume.now();
  }

  boolean keepsResponseInTheSameStep() {
    return true;
  }

  KeptResponse found(KeptResponse response, KeyedRequest request) {
    return response;
  }

  /// Marks the responses that an invocation makes.
  String nonce(int invocation, String idThatTheClientChose) {
    return "n" + invocation;
  }

  /// Whether it is asked before a replay whether the caller may still see the record.
  boolean asksBeforeReplay() {
    return true;
  }

  /// How the layer below reports a write of unknown outcome.
  Unclear unclear() {
    return Unclear.TOLD;
  }

  /// Handling of a pause or an unpause of unknown outcome.
  enum Unclear {
    /// The use case is told, and reads.
    TOLD,
    /// The write is made once more, below the use case.
    REPEATED,
    /// It is taken for done.
    TAKEN_FOR_DONE,
    /// Any pause that is found is taken for one's own.
    ANY_PAUSE_IS_MINE,
    /// It is taken for not done, and the client for told.
    TAKEN_FOR_REFUSED
  }

  // Inputs of the sweep.

  boolean isSwept(DuePauses.Part part) {
    return true;
  }

  boolean readsOn() {
    return true;
  }

  Duration sweepAge() {
    return Duration.ofSeconds(90);
  }

  TimeBox timeBox(Duration length, Ports ports) {
    return () -> ports.elapsed().compareTo(length) > 0;
  }

  boolean cleansUp() {
    return true;
  }

  boolean stopsAtBadRows() {
    return false;
  }

  // The timer.

  String scheduleName(Timer timer) {
    return timer.pauseId().value();
  }

  Instant fireTime(Instant until, Instant now) {
    Instant earliest = now.plusMillis(10_999).truncatedTo(ChronoUnit.SECONDS);
    return until.isAfter(earliest) ? until : earliest;
  }

  /// Whether the timer of a pause that another request made is armed again.
  boolean armsAgain() {
    return true;
  }

  /// Whether a repetition arms a timer after the time it asked for is past.
  boolean armsWhenItsTimeHasCome() {
    return true;
  }

  boolean tellsOfFailedTimers() {
    return true;
  }

  /// Whether a timer counts as armed lately that could not be armed.
  boolean remembersFailedTimers() {
    return false;
  }

  boolean armsFirst() {
    return false;
  }

  boolean disarmsFirst() {
    return false;
  }

  // The resume function around the use case.

  boolean throwsFaultsOfTheStore() {
    return true;
  }

  boolean throwsEarlyTimers() {
    return true;
  }
}
