package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.once.Attempt;
import dev.intermission.pause.UnpauseAdCampaign;
import java.time.Instant;

/// `POST /ad_campaigns/{id}/unpause`.
public final class UnpauseAdCampaignHandler extends ChangeHandler {
  private final UnpauseAdCampaign unpauseAdCampaign;
  private final RecordResponses<AdCampaign> responses = RecordResponses.adCampaigns();

  /// The constructor that Lambda calls.
  public UnpauseAdCampaignHandler() {
    this(Wiring.ofLambda());
  }

  UnpauseAdCampaignHandler(Wiring wiring) {
    super(
        wiring.endpoint(Operation.UNPAUSE_AD_CAMPAIGN, UnpauseAdCampaignHandler::new),
        wiring.keptResponsesOfAdCampaigns());
    this.unpauseAdCampaign =
        new UnpauseAdCampaign(
            wiring.adCampaignPauses(), wiring.access(), wiring.disarmTimer(wiring.scheduler()));
  }

  @Override
  PauseBody read(ApiRequest request) {
    return PauseBody.empty(request);
  }

  @Override
  Attempt<ApiResponse> attempt(ApiRequest request, PauseBody body, Caller caller, Instant now) {
    return with(
        AdCampaignId.PREFIX,
        AdCampaignId.parse(request.pathId()),
        body,
        (id, ignored) ->
            unpauseAdCampaign
                .unpause(id, caller, now)
                .map(outcome -> responses.of(outcome, "unpaused", endpoint)));
  }
}
