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
import dev.intermission.functions.json.AdJson;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.pause.RetrieveAd;
import dev.intermission.port.ItemError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `GET /ads/{id}`.
public final class RetrieveAdHandler implements RequestStreamHandler {
  private final ApiEndpoint endpoint;
  private final RetrieveAd retrieveAd;

  /// As Lambda makes it.
  public RetrieveAdHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public RetrieveAdHandler(Map<String, String> environment, InstantSource clock) {
    HttpWiring wiring = HttpWiring.of(new Settings(environment), clock);
    this.endpoint = wiring.endpoint("retrieveAd", Scope.AD_CAMPAIGN_BASIC_READ);
    this.retrieveAd =
        new RetrieveAd(
            new DynamoDbAdRecords(
                wiring.repeatable(), wiring.repeatable(), wiring.settings().adsTable()));
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
    return switch (retrieveAd.retrieve(id.get(), caller)) {
      case RetrieveAd.Outcome.Found(Ad ad) -> ApiAnswer.ok(json -> AdJson.write(json, ad));
      case RetrieveAd.Outcome.NotFound() -> ApiAnswer.failed(ApiError.notFound());
      case RetrieveAd.Outcome.Unreadable(ItemError error) -> endpoint.brokenItem(error);
    };
  }
}
