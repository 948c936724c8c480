package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.access.Caller;
import dev.intermission.access.Scope;
import dev.intermission.functions.dynamodb.DynamoDbAdCampaignRecords;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.json.AdCampaignJson;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.pause.RetrieveAdCampaign;
import dev.intermission.port.ItemError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `GET /ad_campaigns/{id}`.
public final class RetrieveAdCampaignHandler implements RequestStreamHandler {
  private final ApiEndpoint endpoint;
  private final RetrieveAdCampaign retrieveAdCampaign;

  /// As Lambda makes it.
  public RetrieveAdCampaignHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public RetrieveAdCampaignHandler(Map<String, String> environment, InstantSource clock) {
    HttpWiring wiring = HttpWiring.of(new Settings(environment), clock);
    this.endpoint =
        wiring.endpoint(
            "retrieveAdCampaign",
            Scope.AD_CAMPAIGN_BASIC_READ,
            Scope.ACCESS_PASS_BASIC_READ,
            Scope.COMPANY_BALANCE_READ);
    this.retrieveAdCampaign =
        new RetrieveAdCampaign(
            new DynamoDbAdCampaignRecords(
                wiring.repeatable(), wiring.repeatable(), wiring.settings().adCampaignsTable()));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    endpoint.serve(input, output, this::answer);
  }

  private ApiAnswer answer(ApiRequest request, Caller caller, Instant now) {
    Optional<AdCampaignId> id = AdCampaignId.parse(request.pathId());
    if (id.isEmpty()) {
      return ApiAnswer.failed(ApiError.parameterInvalid("id", "id is no ad campaign id."));
    }
    return switch (retrieveAdCampaign.retrieve(id.get(), caller, now)) {
      case RetrieveAdCampaign.Outcome.Found(AdCampaign campaign) ->
          ApiAnswer.ok(json -> AdCampaignJson.write(json, campaign));
      case RetrieveAdCampaign.Outcome.NotFound() -> ApiAnswer.failed(ApiError.notFound());
      case RetrieveAdCampaign.Outcome.Unreadable(ItemError error) -> endpoint.brokenItem(error);
    };
  }
}
