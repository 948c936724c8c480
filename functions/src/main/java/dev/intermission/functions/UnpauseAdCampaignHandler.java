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
import dev.intermission.functions.http.PauseBody;
import dev.intermission.functions.scheduler.SchedulerResumeTimer;
import dev.intermission.model.AdCampaignId;
import dev.intermission.pause.UnpauseAdCampaign;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `POST /ad_campaigns/{id}/unpause`.
public final class UnpauseAdCampaignHandler implements RequestStreamHandler {
  private final ApiEndpoint endpoint;
  private final UnpauseAdCampaign unpauseAdCampaign;

  /// As Lambda makes it.
  public UnpauseAdCampaignHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public UnpauseAdCampaignHandler(Map<String, String> environment, InstantSource clock) {
    Settings settings = new Settings(environment);
    HttpWiring wiring = HttpWiring.of(settings, clock);
    this.endpoint =
        wiring.endpoint(
            "unpauseAdCampaign",
            Scope.AD_CAMPAIGN_UPDATE,
            Scope.ACCESS_PASS_BASIC_READ,
            Scope.COMPANY_BALANCE_READ);
    this.unpauseAdCampaign =
        new UnpauseAdCampaign(
            new DynamoDbAdCampaignRecords(
                wiring.repeatable(), wiring.clients().unrepeatable(), settings.adCampaignsTable()),
            new SchedulerResumeTimer(wiring.clients().scheduler(), settings));
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
    return switch (PauseBody.empty(request)) {
      case PauseBody.Refused(ApiError error) -> ApiAnswer.failed(error);
      case PauseBody.Read ignored ->
          AdCampaignAnswers.of(
              unpauseAdCampaign.unpause(id.get(), caller, now), "unpaused", endpoint);
    };
  }
}
