package dev.intermission.simulation;

import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.idempotency.AnswerOnce;
import dev.intermission.idempotency.AnswerOnce.Result;
import dev.intermission.idempotency.Attempt;
import dev.intermission.idempotency.KeyedRequest;
import dev.intermission.idempotency.Rendered;
import dev.intermission.pause.AccountAccess;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.ResumeAdCampaign;
import dev.intermission.pause.RetrieveAdCampaign;
import dev.intermission.pause.SweepDuePauses;
import dev.intermission.pause.UnpauseAdCampaign;
import dev.intermission.port.Alarm;
import dev.intermission.port.IdempotencyKey;
import dev.intermission.port.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a invocation of Lambda runs: a use case, in the few lines that its handler puts around it.
sealed interface Program {
  Caller CALLER = new Caller("cred_1", new Holder.Account(Item.ACCOUNT), Set.of(), null);

  /// Runs it from its start to its next call that was not answered yet, or to its end.
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
      AccountAccess access = new AccountAccess((grantee, account) -> Optional.empty());
      PauseAdCampaign pauseAdCampaign =
          new PauseAdCampaign(ports, access, ports, ports, ports, ports);
      Attempt<Answer> attempt =
          switch (request.kind()) {
            case READ -> Attempt.refused(read(ports, access, now));
            case UNPAUSE ->
                new UnpauseAdCampaign(ports, access, ports)
                    .attempt(request.id(), CALLER, now)
                    .map(Answer::of);
            case PAUSE ->
                until != null && accepted == null
                    ? Attempt.refused(
                        new Answer(400, "not in the future", false),
                        timedPause -> {
                          if (ports.rules().armsWhenItsTimeHasCome()) {
                            pauseAdCampaign.armAgain(request.id(), timedPause, now);
                          }
                        })
                    : pauseAdCampaign.attempt(request.id(), accepted, CALLER, now).map(Answer::of);
          };
      return request.key() == null ? attempt.make() : once(request.key(), attempt, ports, now);
    }

    private Answer read(Ports ports, AccountAccess access, Instant now) {
      return new RetrieveAdCampaign(ports, access).retrieve(request.id(), CALLER, now)
              instanceof RetrieveAdCampaign.Outcome.Found(var campaign)
          ? Answer.shown(campaign)
          : new Answer(404, "", false);
    }

    private Answer once(String key, Attempt<Answer> attempt, Ports ports, Instant now) {
      KeyedRequest keyed =
          new KeyedRequest(
              new IdempotencyKey("biz_demo", key), request.fingerprint(), ports.requestId());
      return switch (new AnswerOnce(ports).answer(keyed, attempt, Answer::rendered, now)) {
        case Result.First<Answer>(Rendered answer) -> Answer.of(answer, false);
        case Result.Replayed<Answer>(Rendered answer) -> Answer.of(answer, true);
        case Result.NotKept<Answer>(Answer answer) -> answer;
        case Result.OtherRequest<Answer>() -> Answer.ANOTHER_REQUEST;
        case Result.Unconfirmed<Answer>() -> Answer.unavailable();
      };
    }
  }

  /// A schedule's event. What it throws makes Lambda deliver it again.
  record Delivery(Alarm alarm) implements Program {
    @Override
    public @Nullable Answer run(Ports ports) {
      Rules rules = ports.rules();
      try {
        ResumeAdCampaign.Outcome outcome =
            new ResumeAdCampaign(ports, ports, ports).resume(alarm, ports.instant());
        switch (outcome) {
          case RESUMED, MISSING, ALREADY_ENDED, REPLACED, FAR_TOO_EARLY -> {}
          case TRY_AGAIN, BROKEN_ITEM -> {
            if (rules.throwsEarlyAlarms()) {
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
      SweepDuePauses.Report report =
          new SweepDuePauses(ports, ports, new Lanes(), ports, age)
              .sweep(ports.rules().timeBox(TIME_BOX, ports));
      if (!report.complete()) {
        Invariants.cutOff(ports.elapsed(), TIME_BOX);
      }
      return null;
    }
  }
}
