package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.functions.http.RequestKey;
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
    return PauseBody.withEnd(request);
  }

  @Override
  Attempt<ApiResponse> attempt(ApiRequest request, PauseBody body, Caller caller, Instant now) {
    return with(
        AdCampaignId.PREFIX,
        AdCampaignId.parse(request.pathId()),
        body,
        (id, read) ->
            switch (PausedUntil.judge(read.end(), now)) {
              case PausedUntil.NoEnd() -> pause(id, null, caller, now);
              case PausedUntil.Refused(String field, String reason) ->
                  refused(id, ApiError.parameterInvalid(field, reason), caller, now);
              case PausedUntil.Accepted ignored
                  when read.end().pausedFor() != null
                      && request.header(RequestKey.HEADER) == null ->
                  refused(id, ApiError.keyMissing(PausedUntil.PAUSED_FOR), caller, now);
              case PausedUntil.Accepted(Instant until) -> pause(id, until, caller, now);
            });
  }

  private Attempt<ApiResponse> refused(
      AdCampaignId id, ApiError error, Caller caller, Instant now) {
    return pause(id, null, caller, now).refusedNow(ApiResponse.failed(error));
  }

  private Attempt<ApiResponse> pause(
      AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    return pauseAdCampaign
        .pause(id, until, caller, now)
        .map(outcome -> responses.of(outcome, "paused", endpoint));
  }
}
