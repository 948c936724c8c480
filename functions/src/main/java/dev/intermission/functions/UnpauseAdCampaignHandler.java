package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.AdCampaignId;
import dev.intermission.pause.UnpauseAdCampaign;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `POST /ad_campaigns/{id}/unpause`.
public final class UnpauseAdCampaignHandler extends ApiHandler {
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
    super(wiring.endpoint(Operation.UNPAUSE_AD_CAMPAIGN));
    this.unpauseAdCampaign =
        new UnpauseAdCampaign(wiring.writableAdCampaigns(), wiring.access(), wiring.timer());
  }

  @Override
  ApiAnswer answer(ApiRequest request, Caller caller, Instant now) {
    return withId(
        AdCampaignId.parse(request.pathId()),
        id ->
            switch (PauseBody.empty(request)) {
              case PauseBody.Refused(ApiError error) -> ApiAnswer.failed(error);
              case PauseBody.Read ignored ->
                  AdCampaignAnswers.of(
                      unpauseAdCampaign.unpause(id, caller, now), "unpaused", endpoint);
            });
  }
}
