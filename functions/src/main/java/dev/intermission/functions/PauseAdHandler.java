package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.access.Caller;
import dev.intermission.access.Scope;
import dev.intermission.functions.dynamodb.DynamoDbAdRecords;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.AdId;
import dev.intermission.pause.PauseAd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `POST /ads/{id}/pause`.
public final class PauseAdHandler implements RequestStreamHandler {
  private final ApiEndpoint endpoint;
  private final PauseAd pauseAd;

  /// As Lambda makes it.
  public PauseAdHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public PauseAdHandler(Map<String, String> environment, InstantSource clock) {
    HttpWiring wiring = HttpWiring.of(new Settings(environment), clock);
    this.endpoint = wiring.endpoint("pauseAd", Scope.AD_CAMPAIGN_UPDATE);
    this.pauseAd =
        new PauseAd(
            new DynamoDbAdRecords(
                wiring.repeatable(),
                wiring.clients().unrepeatable(),
                wiring.settings().adsTable()));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    endpoint.serve(input, output, this::answer);
  }

  private ApiAnswer answer(ApiRequest request, Caller caller, Instant now) {
    Optional<AdId> id = AdId.parse(request.pathId());
    if (id.isEmpty()) {
      return ApiAnswer.failed(ApiError.parameterInvalid("id", "id is no ad id."));
    }
    return switch (PauseBody.empty(request)) {
      case PauseBody.Refused(ApiError error) -> ApiAnswer.failed(error);
      case PauseBody.Read ignored ->
          AdAnswers.of(pauseAd.pause(id.get(), caller, now), "paused", endpoint);
    };
  }
}
