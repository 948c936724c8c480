package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.once.Attempt;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.PausedUntil;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// `POST /ad_campaigns/{id}/pause`.
public final class PauseAdCampaignHandler extends ChangeHandler {
  private final PauseAdCampaign pauseAdCampaign;
  private final RecordResponses<AdCampaign> responses = RecordResponses.adCampaigns();

  /// The constructor that Lambda calls.
  public PauseAdCampaignHandler() {
    this(Wiring.ofLambda());
  }

  PauseAdCampaignHandler(Wiring wiring) {
    super(
        wiring.endpoint(Operation.PAUSE_AD_CAMPAIGN, PauseAdCampaignHandler::new),
        wiring.keptResponsesOfAdCampaigns());
    SchedulerClient scheduler = wiring.scheduler();
    this.pauseAdCampaign =
        new PauseAdCampaign(
            wiring.adCampaignPauses(),
            wiring.access(),
            wiring.armTimer(scheduler),
            wiring.disarmTimer(scheduler),
            wiring.pauseIds(),
            wiring.metrics());
  }

  @Override
  PauseBody read(ApiRequest request) {
    return PauseBody.withPausedUntil(request);
  }

  @Override
  Attempt<ApiResponse> attempt(ApiRequest request, PauseBody body, Caller caller, Instant now) {
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

  private Attempt<ApiResponse> pauseUntil(
      AdCampaignId id, String pausedUntil, Caller caller, Instant now) {
    return switch (PausedUntil.judge(pausedUntil, now)) {
      case PausedUntil.Refused(String reason) ->
          pause(id, null, caller, now)
              .refusedNow(
                  ApiResponse.failed(ApiError.parameterInvalid(PauseBody.PAUSED_UNTIL, reason)));
      case PausedUntil.Accepted(Instant until) -> pause(id, until, caller, now);
    };
  }

  private Attempt<ApiResponse> pause(
      AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    return pauseAdCampaign
        .pause(id, until, caller, now)
        .map(outcome -> responses.of(outcome, "paused", endpoint));
  }
}
