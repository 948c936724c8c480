package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.read.RetrieveAdCampaign;
import java.time.Instant;

/// `GET /ad_campaigns/{id}`.
public final class RetrieveAdCampaignHandler extends ApiHandler {
  private final RetrieveAdCampaign retrieveAdCampaign;
  private final RecordResponses<AdCampaign> responses = RecordResponses.adCampaigns();

  /// The constructor that Lambda calls.
  public RetrieveAdCampaignHandler() {
    this(Wiring.ofLambda());
  }

  RetrieveAdCampaignHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.RETRIEVE_AD_CAMPAIGN, RetrieveAdCampaignHandler::new));
    this.retrieveAdCampaign = new RetrieveAdCampaign(wiring.adCampaigns(), wiring.access());
  }

  @Override
  ApiResponse answer(ApiRequest request, Caller caller, Instant now, Context context) {
    return withId(
        AdCampaignId.PREFIX,
        AdCampaignId.parse(request.pathId()),
        id -> responses.of(retrieveAdCampaign.retrieve(id, caller, now), endpoint));
  }
}
