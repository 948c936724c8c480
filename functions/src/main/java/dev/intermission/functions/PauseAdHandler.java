package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.AdId;
import dev.intermission.pause.PauseAd;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `POST /ads/{id}/pause`.
public final class PauseAdHandler extends ApiHandler {
  private final PauseAd pauseAd;

  /// As Lambda makes it.
  public PauseAdHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public PauseAdHandler(Map<String, String> environment, InstantSource clock) {
    this(Wiring.of(environment, clock));
  }

  private PauseAdHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.PAUSE_AD));
    this.pauseAd = new PauseAd(wiring.writableAds(), wiring.access());
  }

  @Override
  ApiAnswer answer(ApiRequest request, Caller caller, Instant now) {
    return withId(
        AdId.parse(request.pathId()),
        id ->
            switch (PauseBody.empty(request)) {
              case PauseBody.Refused(ApiError error) -> ApiAnswer.failed(error);
              case PauseBody.Read ignored ->
                  AdAnswers.of(pauseAd.pause(id, caller, now), "paused", endpoint);
            });
  }
}
