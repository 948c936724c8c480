package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.idempotency.Attempt;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.PausedUntil;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// `POST /ad_campaigns/{id}/pause`.
public final class PauseAdCampaignHandler extends ChangeHandler {
  private final PauseAdCampaign pauseAdCampaign;

  /// As Lambda makes it.
  public PauseAdCampaignHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public PauseAdCampaignHandler(Map<String, String> environment, InstantSource clock) {
    this(Wiring.of(environment, clock));
  }

  PauseAdCampaignHandler(Wiring wiring) {
    super(
        wiring.endpoint(Operation.PAUSE_AD_CAMPAIGN),
        wiring.keptAnswers(wiring.settings().adCampaignsTable()));
    SchedulerClient scheduler = wiring.scheduler();
    this.pauseAdCampaign =
        new PauseAdCampaign(
            wiring.writableAdCampaigns(),
            wiring.access(),
            wiring.armTimer(scheduler),
            wiring.disarmTimer(scheduler),
            () -> new PauseId(UUID.randomUUID().toString()),
            wiring.metrics());
  }

  @Override
  PauseBody read(ApiRequest request) {
    return PauseBody.withPausedUntil(request);
  }

  @Override
  Attempt<ApiAnswer> attempt(ApiRequest request, PauseBody body, Caller caller, Instant now) {
    return with(
        AdCampaignId.PREFIX,
        AdCampaignId.parse(request.pathId()),
        body,
        (id, read) -> {
          String pausedUntil = read.pausedUntil();
          return pausedUntil == null
              ? pause(id, null, caller, now)
              : pauseUntil(id, pausedUntil, caller, now);
        });
  }

  private Attempt<ApiAnswer> pauseUntil(
      AdCampaignId id, String pausedUntil, Caller caller, Instant now) {
    return switch (PausedUntil.judge(pausedUntil, now)) {
      case PausedUntil.Refused(String reason) ->
          pause(id, null, caller, now)
              .refusedNow(
                  ApiAnswer.failed(ApiError.parameterInvalid(PauseBody.PAUSED_UNTIL, reason)));
      case PausedUntil.Accepted(Instant until) -> pause(id, until, caller, now);
    };
  }

  private Attempt<ApiAnswer> pause(
      AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    return pauseAdCampaign
        .attempt(id, until, caller, now)
        .map(outcome -> AdCampaignAnswers.of(outcome, "paused", endpoint));
  }
}
