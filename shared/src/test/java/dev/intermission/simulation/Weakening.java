package dev.intermission.simulation;

import dev.intermission.change.StatusUpdate;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.once.KeptResponse;
import dev.intermission.once.KeyedRequest;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeUpdate;
import dev.intermission.resume.TimeBox;
import dev.intermission.resume.Timer;
import dev.intermission.store.Item;
import dev.intermission.store.Revision;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Mutants of the protocol: mistakes somebody could make, one per constant. The simulation must
/// catch every one.
enum Weakening {
  RESUME_WITHOUT_THE_TIME_CLAUSE(
      new Rules() {
        @Override
        public boolean mayEnd(PauseState found, ResumeUpdate resume) {
          return found.isPaused()
              && isPauseOf(found, resume)
              && resume.pausedUntil().equals(found.until());
        }
      }),
  RESUME_WITHOUT_THE_PAUSE_ID_CLAUSE(
      new Rules() {
        @Override
        public boolean mayEnd(PauseState found, ResumeUpdate resume) {
          return found.isPaused() && isOver(found, resume.now());
        }
      }),
  RESUME_BELIEVES_THE_TIMER(
      new Rules() {
        @Override
        public boolean mayEnd(PauseState found, ResumeUpdate resume) {
          return found.isPaused() && !resume.pausedUntil().isAfter(resume.now());
        }
      }),
  RESUME_WITHOUT_THE_STATUS_CLAUSE(
      new Rules() {
        @Override
        public boolean mayEnd(PauseState found, ResumeUpdate resume) {
          return isPauseOf(found, resume)
              && resume.pausedUntil().equals(found.until())
              && isOver(found, resume.now());
        }
      }),
  RESUME_ROUNDS_NOW_UP(
      new Rules() {
        @Override
        Instant resumeTime(ResumeUpdate resume) {
          return resume.now().plusMillis(999);
        }
      }),
  RESUME_TAKES_THE_TIMERS_TIME_FOR_NOW(
      new Rules() {
        @Override
        Instant resumeTime(ResumeUpdate resume) {
          return resume.now().isBefore(resume.pausedUntil()) ? resume.pausedUntil() : resume.now();
        }
      }),
  RESUME_LEAVES_THE_DUE_KEY(
      new Rules() {
        @Override
        public Item ended(Item item, ResumeUpdate resume) {
          return leavingTheDueKey(item, super.ended(item, resume));
        }
      }),
  RESUME_SWALLOWS_FAULTS(
      new Rules() {
        @Override
        boolean throwsFaultsOfTheStore() {
          return false;
        }
      }),
  RESUME_TAKES_AN_EARLY_TIMER_FOR_DONE(
      new Rules() {
        @Override
        boolean throwsEarlyTimers() {
          return false;
        }
      }),
  ENDLESS_PAUSE_LEAVES_THE_TIME(
      new Rules() {
        @Override
        public Item paused(Item item, StatusUpdate pause) {
          Item paused = super.paused(item, pause);
          return paused.state().until() == null ? leavingTheDueKey(item, paused) : paused;
        }
      }),
  PAUSE_WITHOUT_THE_DUE_KEY(
      new Rules() {
        @Override
        public Item paused(Item item, StatusUpdate pause) {
          Item paused = super.paused(item, pause);
          PauseState state = paused.state();
          return paused.with(new PauseState(state.status(), state.pauseId(), state.until(), false));
        }
      }),
  PAUSE_WHATEVER_THE_STATUS(
      new Rules() {
        @Override
        public boolean mayBePaused(PauseState found) {
          return true;
        }
      }),
  PAUSE_DOES_NOT_COUNT_REV(
      new Rules() {
        @Override
        public Item paused(Item item, StatusUpdate pause) {
          Item paused = super.paused(item, pause);
          return new Item(
              paused.state(),
              paused.changedBy(),
              paused.updatedAt(),
              item.rev(),
              paused.clicks(),
              paused.broken());
        }
      }),
  UNPAUSE_LEAVES_THE_DUE_KEY(
      new Rules() {
        @Override
        public Item unpaused(Item item, StatusUpdate unpause) {
          return leavingTheDueKey(item, super.unpaused(item, unpause));
        }
      }),
  UNPAUSE_WHATEVER_THE_STATUS(
      new Rules() {
        @Override
        public boolean mayBeUnpaused(PauseState found, StatusUpdate unpause) {
          return true;
        }
      }),
  UNPAUSE_AFTER_THE_END_MOVES_IT(
      new Rules() {
        @Override
        public boolean mayBeUnpaused(PauseState found, StatusUpdate unpause) {
          return found.isPaused();
        }
      }),
  UNCLEAR_WRITE_IS_REPEATED(unclear(Rules.Unclear.REPEATED)),
  UNCLEAR_WRITE_IS_TAKEN_FOR_DONE(unclear(Rules.Unclear.TAKEN_FOR_DONE)),
  UNCLEAR_WRITE_IS_TAKEN_FOR_REFUSED(unclear(Rules.Unclear.TAKEN_FOR_REFUSED)),
  UNCLEAR_WRITE_IS_CONFIRMED_BY_ANY_PAUSE(unclear(Rules.Unclear.ANY_PAUSE_IS_MINE)),
  SECONDS_ARE_ROUNDED_DOWN(
      new Rules() {
        @Override
        @Nullable Instant accepted(String pausedUntil, Instant now) {
          Instant accepted = super.accepted(pausedUntil, now);
          return accepted == null
              ? null
              : Instant.parse(pausedUntil).truncatedTo(ChronoUnit.SECONDS);
        }
      }),
  TIME_IS_READ_TWICE(
      new Rules() {
        @Override
        Instant requestTime(Instant read, Ports ports) {
          return ports.until(read.plusSeconds(9));
        }
      }),
  PAUSE_IDS_ARE_COUNTED(
      new Rules() {
        @Override
        PauseId freshPauseId(int invocation, int count) {
          return new PauseId("p" + count);
        }
      }),
  SCHEDULE_IS_MADE_FIRST(
      new Rules() {
        @Override
        boolean armsFirst() {
          return true;
        }
      }),
  SCHEDULE_IS_DELETED_BEFORE_THE_COMMIT(
      new Rules() {
        @Override
        boolean disarmsFirst() {
          return true;
        }
      }),
  ONE_SCHEDULE_FOR_EACH_CAMPAIGN(
      new Rules() {
        @Override
        String scheduleName(Timer timer) {
          return timer.id().value();
        }
      }),
  FAILED_TIMER_IS_NOT_TOLD(
      new Rules() {
        @Override
        boolean tellsOfFailedTimers() {
          return false;
        }
      }),
  REPETITION_ARMS_NO_TIMER(
      new Rules() {
        @Override
        boolean armsAgain() {
          return false;
        }
      }),
  FAILED_TIMER_IS_REMEMBERED(
      new Rules() {
        @Override
        boolean remembersFailedTimers() {
          return true;
        }
      }),
  LATE_REPETITION_ARMS_NO_TIMER(
      new Rules() {
        @Override
        boolean armsWhenItsTimeHasCome() {
          return false;
        }
      }),
  SWEEP_WITHOUT_RECHECK(
      new Rules() {
        @Override
        public boolean mayEnd(PauseState found, ResumeUpdate resume) {
          return resume.changedBy().equals("sweep") || super.mayEnd(found, resume);
        }
      }),
  SWEEP_STOPS_AT_A_BAD_ROW(
      new Rules() {
        @Override
        boolean stopsAtBadRows() {
          return true;
        }
      }),
  SWEEP_READS_THE_FIRST_PAGE_ONLY(
      new Rules() {
        @Override
        boolean readsOn() {
          return false;
        }
      }),
  SWEEP_LEAVES_OUT_A_SHARD(
      new Rules() {
        @Override
        boolean isSwept(DuePauses.Part part) {
          return !part.equals(History.PART);
        }
      }),
  SWEEP_STEPS_IN_TOO_LATE(
      new Rules() {
        @Override
        Duration sweepAge() {
          return Duration.ofMinutes(6);
        }
      }),
  SWEEP_TRUSTS_A_CLOCK_THAT_JUMPS(
      new Rules() {
        @Override
        TimeBox timeBox(Duration length, Ports ports) {
          Instant end = ports.instant().plus(length);
          return () -> ports.instant().isAfter(end);
        }
      }),
  SWEEP_LEAVES_ORPHANS(
      new Rules() {
        @Override
        boolean cleansUp() {
          return false;
        }
      }),
  SWEEP_CLEANS_UP_WITHOUT_RECHECK(
      new Rules() {
        @Override
        public boolean isAsSeen(PauseState found, PauseState seen) {
          return true;
        }
      }),
  ANSWER_IS_KEPT_IN_A_STEP_OF_ITS_OWN(
      new Rules() {
        @Override
        boolean keepsResponseInTheSameStep() {
          return false;
        }
      }),
  ANSWER_IS_KEPT_OVER_ANOTHER(
      new Rules() {
        @Override
        public boolean isTaken(@Nullable KeptResponse there, Instant now) {
          return false;
        }
      }),
  ANSWER_OF_ANOTHER_REQUEST_IS_GIVEN(
      new Rules() {
        @Override
        KeptResponse found(KeptResponse response, KeyedRequest request) {
          return asOf(request, response);
        }
      }),
  REQUEST_ID_OF_THE_CLIENT_IS_THE_NONCE(
      new Rules() {
        @Override
        String nonce(int invocation, String idThatTheClientChose) {
          return idThatTheClientChose;
        }
      }),
  REQUEST_ID_OF_THE_CLIENT_IS_PROOF(
      new Rules() {
        @Override
        String nonce(int invocation, String idThatTheClientChose) {
          return idThatTheClientChose;
        }

        @Override
        KeptResponse found(KeptResponse response, KeyedRequest request) {
          return response.nonce().equals(request.nonce()) ? asOf(request, response) : response;
        }
      }),
  REPLAY_WITHOUT_ASKING(
      new Rules() {
        @Override
        boolean asksBeforeReplay() {
          return false;
        }
      }),
  ANSWER_RESTS_ON_A_RECORD_OF_BEFORE(
      new Rules() {
        @Override
        public boolean mayBeLeft(Item item, Revision seen) {
          return true;
        }
      });

  /// Those that only a platform that breaks the item contract brings to light.
  private static final Set<Weakening> NEED_BROKEN_CONTRACT =
      EnumSet.of(
          RESUME_WITHOUT_THE_STATUS_CLAUSE, SWEEP_LEAVES_ORPHANS, SWEEP_CLEANS_UP_WITHOUT_RECHECK);

  @SuppressWarnings("ImmutableEnumChecker") // rules hold nothing
  private final Rules rules;

  Weakening(Rules rules) {
    this.rules = rules;
  }

  boolean needsBrokenContract() {
    return NEED_BROKEN_CONTRACT.contains(this);
  }

  Rules rules() {
    return rules;
  }

  /// Takes a kept response for one to that request.
  private static KeptResponse asOf(KeyedRequest request, KeptResponse response) {
    return new KeptResponse(
        response.key(),
        request.fingerprint(),
        response.nonce(),
        response.response(),
        response.account(),
        response.timedPause(),
        response.changed(),
        response.keptUntil());
  }

  /// The item after a write that leaves the old end and its due key.
  private static Item leavingTheDueKey(Item before, Item after) {
    return after.with(
        new PauseState(
            after.state().status(),
            after.state().pauseId(),
            before.state().until(),
            before.state().inDueIndex()));
  }

  private static Rules unclear(Rules.Unclear how) {
    return new Rules() {
      @Override
      Unclear unclear() {
        return how;
      }
    };
  }
}
