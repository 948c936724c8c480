package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.AdId;
import dev.intermission.pause.UnpauseAd;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `POST /ads/{id}/unpause`.
public final class UnpauseAdHandler extends ApiHandler {
  private final UnpauseAd unpauseAd;

  /// As Lambda makes it.
  public UnpauseAdHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public UnpauseAdHandler(Map<String, String> environment, InstantSource clock) {
    this(Wiring.of(environment, clock));
  }

  private UnpauseAdHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.UNPAUSE_AD));
    this.unpauseAd = new UnpauseAd(wiring.writableAds(), wiring.access());
  }

  @Override
  ApiAnswer answer(ApiRequest request, Caller caller, Instant now) {
    return withId(
        AdId.parse(request.pathId()),
        id ->
            switch (PauseBody.empty(request)) {
              case PauseBody.Refused(ApiError error) -> ApiAnswer.failed(error);
              case PauseBody.Read ignored ->
                  AdAnswers.of(unpauseAd.unpause(id, caller, now), "unpaused", endpoint);
            });
  }
}
