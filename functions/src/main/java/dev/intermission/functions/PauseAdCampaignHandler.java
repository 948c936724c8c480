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
import dev.intermission.model.PauseId;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.PausedUntil;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /ad_campaigns/{id}/pause`.
public final class PauseAdCampaignHandler implements RequestStreamHandler {
  private final ApiEndpoint endpoint;
  private final PauseAdCampaign pauseAdCampaign;

  /// As Lambda makes it.
  public PauseAdCampaignHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public PauseAdCampaignHandler(Map<String, String> environment, InstantSource clock) {
    Settings settings = new Settings(environment);
    HttpWiring wiring = HttpWiring.of(settings, clock);
    this.endpoint =
        wiring.endpoint(
            "pauseAdCampaign",
            Scope.AD_CAMPAIGN_UPDATE,
            Scope.ACCESS_PASS_BASIC_READ,
            Scope.COMPANY_BALANCE_READ);
    this.pauseAdCampaign =
        new PauseAdCampaign(
            new DynamoDbAdCampaignRecords(
                wiring.repeatable(), wiring.clients().unrepeatable(), settings.adCampaignsTable()),
            new SchedulerResumeTimer(wiring.clients().scheduler(), settings),
            () -> new PauseId(UUID.randomUUID().toString()),
            wiring.metrics());
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
    return switch (PauseBody.withPausedUntil(request)) {
      case PauseBody.Refused(ApiError error) -> ApiAnswer.failed(error);
      case PauseBody.Read(@Nullable String pausedUntil) ->
          pausedUntil == null
              ? pause(id.get(), null, caller, now)
              : switch (PausedUntil.judge(pausedUntil, now)) {
                case PausedUntil.Refused(String reason) ->
                    ApiAnswer.failed(ApiError.parameterInvalid(PauseBody.PAUSED_UNTIL, reason));
                case PausedUntil.Accepted(Instant until) -> pause(id.get(), until, caller, now);
              };
    };
  }

  private ApiAnswer pause(AdCampaignId id, @Nullable Instant until, Caller caller, Instant now) {
    return AdCampaignAnswers.of(pauseAdCampaign.pause(id, until, caller, now), "paused", endpoint);
  }
}
