package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.idempotency.Attempt;
import dev.intermission.model.AdCampaignId;
import dev.intermission.pause.UnpauseAdCampaign;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `POST /ad_campaigns/{id}/unpause`.
public final class UnpauseAdCampaignHandler extends ChangeHandler {
  private final UnpauseAdCampaign unpauseAdCampaign;

  /// As Lambda makes it.
  public UnpauseAdCampaignHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public UnpauseAdCampaignHandler(Map<String, String> environment, InstantSource clock) {
    this(Wiring.of(environment, clock));
  }

  private UnpauseAdCampaignHandler(Wiring wiring) {
    super(
        wiring.endpoint(Operation.UNPAUSE_AD_CAMPAIGN),
        wiring.keptAnswers(wiring.settings().adCampaignsTable()));
    this.unpauseAdCampaign =
        new UnpauseAdCampaign(
            wiring.writableAdCampaigns(), wiring.access(), wiring.disarmTimer(wiring.scheduler()));
  }

  @Override
  PauseBody read(ApiRequest request) {
    return PauseBody.empty(request);
  }

  @Override
  Attempt<ApiAnswer> attempt(ApiRequest request, PauseBody body, Caller caller, Instant now) {
    return with(
        AdCampaignId.PREFIX,
        AdCampaignId.parse(request.pathId()),
        body,
        (id, ignored) ->
            unpauseAdCampaign
                .attempt(id, caller, now)
                .map(outcome -> AdCampaignAnswers.of(outcome, "unpaused", endpoint)));
  }
}
