package dev.intermission.simulation;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AppId;
import dev.intermission.model.PauseId;
import dev.intermission.model.Samples;
import dev.intermission.once.Attempt;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeyedRequest;
import dev.intermission.once.Plan;
import dev.intermission.once.RespondOnce;
import dev.intermission.once.RespondOnce.Result;
import dev.intermission.pause.CautiousRecords;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.PauseRecords;
import dev.intermission.pause.SparingArmTimer;
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
  @Nullable Response run(Ports ports);

  /// A request of a client.
  record Command(Request request) implements Program {
    @Override
    public Response run(Ports ports) {
      Instant read = ports.instant();
      Instant until = request.until();
      Instant accepted = until == null ? null : ports.accepted(until, read);
      Instant now = ports.rules().requestTime(read, ports);
      AccountAccess access = new AccountAccess(ports);
      Caller caller = request.byApp() ? APP : ACCOUNT;
      PauseRecords<AdCampaign> records = new CautiousRecords<>(ports, ports.missed());
      PauseAdCampaign pauseAdCampaign =
          new PauseAdCampaign(
              records, access, new SparingArmTimer(ports, ports.armed()), ports, ports, ports);
      Attempt<Response> attempt =
          switch (request.kind()) {
            case READ -> Attempt.refused(read(ports, access, caller, now));
            case UNPAUSE ->
                new UnpauseAdCampaign(records, access, ports)
                    .unpause(request.id(), caller, now)
                    .map(Response::of);
            case PAUSE -> {
              Attempt<Response> pause =
                  pauseAdCampaign.pause(request.id(), accepted, caller, now).map(Response::of);
              yield until != null && accepted == null
                  ? tooLate(pause, ports.rules().armsWhenItsTimeHasCome())
                  : pause;
            }
          };
      String key = request.key();
      return key == null ? attempt.make() : once(key, caller, attempt, ports, now);
    }

    private static Attempt<Response> tooLate(Attempt<Response> pause, boolean arms) {
      Attempt<Response> refused = pause.refusedNow(Response.TOO_LATE);
      return arms ? refused : new Spoilt(refused, true, false);
    }

    private Response read(Ports ports, AccountAccess access, Caller caller, Instant now) {
      return Response.of(new RetrieveAdCampaign(ports, access).retrieve(request.id(), caller, now));
    }

    private Response once(
        String key, Caller caller, Attempt<Response> asked, Ports ports, Instant now) {
      KeyedRequest keyed =
          new KeyedRequest(
              new IdempotencyKey(caller.holder().ownerId(), key),
              request.fingerprint(),
              ports.nonce(request.chosenId()));
      Attempt<Response> attempt =
          ports.rules().asksBeforeReplay() ? asked : new Spoilt(asked, false, true);
      return switch (new RespondOnce(ports).answer(keyed, attempt, Response::kept, ports, now)) {
        case Result.First<Response>(String response, Response outcome) ->
            Response.of(response, false, outcome.changed());
        case Result.Replayed<Response>(String response, Boolean changed) ->
            Response.of(response, true, changed);
        case Result.NotKept<Response>(Response response) -> response;
        case Result.OtherRequest<Response>() -> Response.ANOTHER_REQUEST;
        case Result.Contended<Response>() -> Response.unavailable();
        case Result.Unconfirmed<Response>() -> Response.unavailable();
      };
    }

    /// An attempt that leaves out a part of what a replay takes.
    private record Spoilt(Attempt<Response> whole, boolean asks, boolean arms)
        implements Attempt<Response> {
      @Override
      public Response make() {
        return whole.make();
      }

      @Override
      public Plan<Response> plan() {
        return whole.plan();
      }

      @Override
      public Optional<Response> withheld(AccountId account) {
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
    public @Nullable Response run(Ports ports) {
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
    public @Nullable Response run(Ports ports) {
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
