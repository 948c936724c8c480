package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.json.AdJson;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.pause.RetrieveAd;
import dev.intermission.port.ItemError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `GET /ads/{id}`.
public final class RetrieveAdHandler extends ApiHandler {
  private final RetrieveAd retrieveAd;

  /// As Lambda makes it.
  public RetrieveAdHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public RetrieveAdHandler(Map<String, String> environment, InstantSource clock) {
    this(Wiring.of(environment, clock));
  }

  RetrieveAdHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.RETRIEVE_AD));
    this.retrieveAd = new RetrieveAd(wiring.readableAds(), wiring.access());
  }

  @Override
  ApiAnswer answer(ApiRequest request, Caller caller, Instant now, Context context) {
    return withId(
        AdId.PREFIX,
        AdId.parse(request.pathId()),
        id ->
            switch (retrieveAd.retrieve(id, caller)) {
              case RetrieveAd.Outcome.Found(Ad ad) -> ApiAnswer.ok(json -> AdJson.write(json, ad));
              case RetrieveAd.Outcome.NotFound() -> ApiAnswer.failed(ApiError.notFound());
              case RetrieveAd.Outcome.NotGranted(Scope scope) ->
                  ApiAnswer.failed(ApiError.scopeNotGranted(scope.wireName()));
              case RetrieveAd.Outcome.Unreadable(ItemError error) -> endpoint.brokenItem(error);
            });
  }
}
