package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.once.Attempt;
import dev.intermission.pause.PauseAd;
import java.time.Instant;

/// `POST /ads/{id}/pause`.
public final class PauseAdHandler extends ChangeHandler {
  private final PauseAd pauseAd;
  private final RecordResponses<Ad> responses = RecordResponses.ads();

  /// The constructor that Lambda calls.
  public PauseAdHandler() {
    this(Wiring.ofLambda());
  }

  PauseAdHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.PAUSE_AD, PauseAdHandler::new), wiring.keptResponsesOfAds());
    this.pauseAd = new PauseAd(wiring.adPauses(), wiring.access());
  }

  @Override
  PauseBody read(ApiRequest request) {
    return PauseBody.empty(request);
  }

  @Override
  Attempt<ApiResponse> attempt(ApiRequest request, PauseBody body, Caller caller, Instant now) {
    return with(
        AdId.PREFIX,
        AdId.parse(request.pathId()),
        body,
        (id, ignored) ->
            pauseAd
                .pause(id, caller, now)
                .map(outcome -> responses.of(outcome, "paused", endpoint)));
  }
}
