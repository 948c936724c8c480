package dev.intermission.simulation;

import dev.intermission.idempotency.KeyedRequest;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.pause.PausedUntil;
import dev.intermission.port.Alarm;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DueShard;
import dev.intermission.port.KeptAnswer;
import dev.intermission.port.Revision;
import dev.intermission.port.StoredAdCampaign;
import dev.intermission.port.TimeBox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The conditions and effects of the store, and what surrounds the use cases, as the protocol has
/// them. Each [Weakening] does one of them otherwise, to see that it is caught.
class Rules {
  // The store: conditions, and items after a write.

  boolean mayBePaused(Item item) {
    return item.status().mayBePaused();
  }

  boolean isAlready(Item item, CampaignPause pause) {
    Instant until = pause.until();
    return item.status() == AdCampaignStatus.PAUSED
        && (until == null
            ? item.until() == null
            : until.equals(item.until()) && item.pauseId() != null && item.due());
  }

  Item paused(Item item, CampaignPause pause) {
    return item.written(
        AdCampaignStatus.PAUSED,
        pause.pauseId(),
        pause.until(),
        pause.changedBy(),
        pause.at().truncatedTo(ChronoUnit.MILLIS));
  }

  boolean mayBeUnpaused(Item item, CampaignUnpause unpause) {
    Instant ended = unpause.ended();
    return item.status() == AdCampaignStatus.PAUSED
        && (ended == null ? !isOver(item, unpause.at()) : ended.equals(item.until()));
  }

  Item unpaused(Item item, CampaignUnpause unpause) {
    return item.written(
        AdCampaignStatus.ACTIVE,
        null,
        null,
        unpause.changedBy(),
        unpause.updatedAt().truncatedTo(ChronoUnit.MILLIS));
  }

  boolean mayEnd(Item item, CampaignResume resume) {
    return item.status() == AdCampaignStatus.PAUSED
        && isPauseOf(item, resume)
        && resume.pausedUntil().equals(item.until())
        && isOver(item, resume.now());
  }

  static boolean isPauseOf(Item item, CampaignResume resume) {
    return resume.pauseId() != null && resume.pauseId().equals(item.pauseId());
  }

  static boolean isOver(Item item, Instant now) {
    return item.until() != null && item.until().getEpochSecond() <= now.getEpochSecond();
  }

  Item ended(Item item, CampaignResume resume) {
    return item.written(
        AdCampaignStatus.ACTIVE, null, null, resume.changedBy(), resume.pausedUntil());
  }

  boolean isAsSeen(Item item, StoredAdCampaign seen) {
    return item.status() == seen.status()
        && Objects.equals(item.pauseId(), seen.pauseId())
        && Objects.equals(item.until(), seen.pausedUntil());
  }

  /// The item without what is left of a pause.
  Item cleaned(Item item) {
    return item.written(item.status(), null, null, item.changedBy(), item.updatedAt());
  }

  boolean isTaken(@Nullable KeptAnswer there, Instant now) {
    return there != null && there.keptUntil().getEpochSecond() > now.getEpochSecond();
  }

  boolean isAsRead(Item item, Revision seen) {
    return new Item.Rev(item.rev()).equals(seen);
  }

  boolean mayBeLeft(Item item, Revision seen) {
    return isAsRead(item, seen);
  }

  // What the use cases are given.

  /// The end that a client asked for, as it is stored.
  @Nullable Instant accepted(String pausedUntil, Instant now) {
    return switch (PausedUntil.judge(pausedUntil, now)) {
      case PausedUntil.Accepted(Instant until) -> until;
      case PausedUntil.Refused ignored -> null;
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
  Instant resumeTime(CampaignResume resume) {
    return resume.now();
  }

  boolean keepsAnswerInTheSameStep() {
    return true;
  }

  KeptAnswer found(KeptAnswer answer, KeyedRequest request) {
    return answer;
  }

  /// Marks the answers that an invocation makes.
  String nonce(int invocation, String idThatTheClientChose) {
    return "n" + invocation;
  }

  /// Whether it is asked before a replay whether the caller may still see the record.
  boolean asksBeforeReplay() {
    return true;
  }

  /// What the layer below tells of a write of which nobody knows what became.
  Unclear unclear() {
    return Unclear.TOLD;
  }

  /// What becomes of a pause or an unpause whose outcome is unclear.
  enum Unclear {
    /// The use case is told, and reads.
    TOLD,
    /// The write is made once more, below the use case.
    REPEATED,
    /// It is taken for done.
    TAKEN_FOR_DONE,
    /// Whatever pause is found is taken for one's own.
    ANY_PAUSE_IS_MINE,
    /// It is taken for not done, and the client for told.
    TAKEN_FOR_REFUSED
  }

  // What the sweep is given.

  boolean isSwept(DueShard shard) {
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

  String scheduleName(Alarm alarm) {
    return alarm.pauseId().value();
  }

  Instant fireTime(Instant until, Instant now) {
    Instant earliest = now.plusMillis(10_999).truncatedTo(ChronoUnit.SECONDS);
    return until.isAfter(earliest) ? until : earliest;
  }

  /// Whether the timer of a pause is armed again that this request did not make.
  boolean armsAgain() {
    return true;
  }

  /// Whether that is so for a repetition that comes when the time it asked for is past.
  boolean armsWhenItsTimeHasCome() {
    return true;
  }

  boolean tellsOfFailedTimers() {
    return true;
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

  boolean throwsEarlyAlarms() {
    return true;
  }
}
