package dev.intermission.simulation;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.PauseId;
import dev.intermission.model.Samples;
import dev.intermission.once.AnswerOnce;
import dev.intermission.once.AnswerOnce.Result;
import dev.intermission.once.Attempt;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeyedRequest;
import dev.intermission.once.Plan;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.UnpauseAdCampaign;
import dev.intermission.read.RetrieveAdCampaign;
import dev.intermission.resume.ResumeAdCampaign;
import dev.intermission.resume.SweepDuePauses;
import dev.intermission.resume.SweepReport;
import dev.intermission.resume.Timer;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The program of a Lambda invocation: a use case, with its handler's few lines.
sealed interface Program {
  Caller ACCOUNT = new Caller("cred_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);
  Caller APP = new Caller("cred_1", new Holder.App(new AppId("app_1")), Set.of(), null);

  /// Runs it from its start to its next call without a result. Or to its end.
  ///
  /// @return what the client is told; null when there is none
  @Nullable Answer run(Ports ports);

  /// A request of a client.
  record Command(Request request) implements Program {
    @Override
    public Answer run(Ports ports) {
      Instant read = ports.instant();
      Instant until = request.until();
      Instant accepted = until == null ? null : ports.accepted(until, read);
      Instant now = ports.rules().requestTime(read, ports);
      AccountAccess access = new AccountAccess(ports);
      Caller caller = request.byApp() ? APP : ACCOUNT;
      PauseAdCampaign pauseAdCampaign =
          new PauseAdCampaign(ports, access, ports, ports, ports, ports);
      Attempt<Answer> attempt =
          switch (request.kind()) {
            case READ -> Attempt.refused(read(ports, access, caller, now));
            case UNPAUSE ->
                new UnpauseAdCampaign(ports, access, ports)
                    .unpause(request.id(), caller, now)
                    .map(Answer::of);
            case PAUSE -> {
              Attempt<Answer> pause =
                  pauseAdCampaign.pause(request.id(), accepted, caller, now).map(Answer::of);
              yield until != null && accepted == null
                  ? tooLate(pause, ports.rules().armsWhenItsTimeHasCome())
                  : pause;
            }
          };
      String key = request.key();
      return key == null ? attempt.make() : once(key, caller, attempt, ports, now);
    }

    private static Attempt<Answer> tooLate(Attempt<Answer> pause, boolean arms) {
      Attempt<Answer> refused = pause.refusedNow(Answer.TOO_LATE);
      return arms ? refused : new Spoilt(refused, true, false);
    }

    private Answer read(Ports ports, AccountAccess access, Caller caller, Instant now) {
      return Answer.of(new RetrieveAdCampaign(ports, access).retrieve(request.id(), caller, now));
    }

    private Answer once(
        String key, Caller caller, Attempt<Answer> asked, Ports ports, Instant now) {
      KeyedRequest keyed =
          new KeyedRequest(
              new IdempotencyKey(caller.holder().ownerId(), key),
              request.fingerprint(),
              ports.nonce(request.chosenId()));
      Attempt<Answer> attempt =
          ports.rules().asksBeforeReplay() ? asked : new Spoilt(asked, false, true);
      return switch (new AnswerOnce(ports).answer(keyed, attempt, Answer::kept, ports, now)) {
        case Result.First<Answer>(String response) -> Answer.of(response, false);
        case Result.Replayed<Answer>(String response) -> Answer.of(response, true);
        case Result.NotKept<Answer>(Answer answer) -> answer;
        case Result.OtherRequest<Answer>() -> Answer.ANOTHER_REQUEST;
        case Result.Contended<Answer>() -> Answer.unavailable();
        case Result.Unconfirmed<Answer>() -> Answer.unavailable();
      };
    }

    /// An attempt that leaves out a part of what a replay takes.
    private record Spoilt(Attempt<Answer> whole, boolean asks, boolean arms)
        implements Attempt<Answer> {
      @Override
      public Answer make() {
        return whole.make();
      }

      @Override
      public Plan<Answer> plan() {
        return whole.plan();
      }

      @Override
      public Optional<Answer> withheld(AccountId account) {
        return asks ? whole.withheld(account) : Optional.empty();
      }

      @Override
      public void rearm(PauseId timedPause) {
        if (arms) {
          whole.rearm(timedPause);
        }
      }
    }
  }

  /// A schedule's event. What it throws makes Lambda deliver it again.
  record Delivery(Timer timer) implements Program {
    @Override
    public @Nullable Answer run(Ports ports) {
      Rules rules = ports.rules();
      try {
        ResumeAdCampaign.Outcome outcome =
            new ResumeAdCampaign(ports, ports, ports).resume(timer, ports.instant());
        switch (outcome) {
          case RESUMED, MISSING, ALREADY_ENDED, REPLACED, FAR_TOO_EARLY -> {}
          case TRY_AGAIN, BROKEN_ITEM -> {
            if (rules.throwsEarlyTimers()) {
              throw new IllegalStateException(outcome.name());
            }
          }
        }
      } catch (StoreUnavailableException e) {
        if (rules.throwsFaultsOfTheStore()) {
          throw e;
        }
      }
      return null;
    }
  }

  /// The rule's event.
  record Sweep() implements Program {
    private static final Duration TIME_BOX = Duration.ofSeconds(50);

    @Override
    public @Nullable Answer run(Ports ports) {
      Duration age = ports.rules().sweepAge();
      SweepReport report =
          new SweepDuePauses(ports, ports, new Lanes(), ports, age)
              .sweep(ports.rules().timeBox(TIME_BOX, ports));
      if (!report.complete()) {
        Invariants.cutOff(ports.elapsed(), TIME_BOX);
      }
      return null;
    }
  }
}
