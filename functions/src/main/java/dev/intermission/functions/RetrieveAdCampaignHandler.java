package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.json.AdCampaignJson;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.pause.RetrieveAdCampaign;
import dev.intermission.port.ItemError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `GET /ad_campaigns/{id}`.
public final class RetrieveAdCampaignHandler extends ApiHandler {
  private final RetrieveAdCampaign retrieveAdCampaign;

  /// As Lambda makes it.
  public RetrieveAdCampaignHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public RetrieveAdCampaignHandler(Map<String, String> environment, InstantSource clock) {
    this(Wiring.of(environment, clock));
  }

  private RetrieveAdCampaignHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.RETRIEVE_AD_CAMPAIGN));
    this.retrieveAdCampaign =
        new RetrieveAdCampaign(wiring.repeatableAdCampaigns(), wiring.access());
  }

  @Override
  ApiAnswer answer(ApiRequest request, Caller caller, Instant now, Context context) {
    return withId(
        AdCampaignId.PREFIX,
        AdCampaignId.parse(request.pathId()),
        id ->
            switch (retrieveAdCampaign.retrieve(id, caller, now)) {
              case RetrieveAdCampaign.Outcome.Found(AdCampaign campaign) ->
                  ApiAnswer.ok(json -> AdCampaignJson.write(json, campaign));
              case RetrieveAdCampaign.Outcome.NotFound() -> ApiAnswer.failed(ApiError.notFound());
              case RetrieveAdCampaign.Outcome.NotGranted(Scope scope) ->
                  ApiAnswer.failed(ApiError.scopeNotGranted(scope.wireName()));
              case RetrieveAdCampaign.Outcome.Unreadable(ItemError error) ->
                  endpoint.brokenItem(error);
            });
  }
}
