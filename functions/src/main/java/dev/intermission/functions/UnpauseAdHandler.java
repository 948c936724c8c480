package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.once.Attempt;
import dev.intermission.pause.UnpauseAd;
import java.time.Instant;

/// `POST /ads/{id}/unpause`.
public final class UnpauseAdHandler extends ChangeHandler {
  private final UnpauseAd unpauseAd;
  private final RecordResponses<Ad> responses = RecordResponses.ads();

  /// The constructor that Lambda calls.
  public UnpauseAdHandler() {
    this(Wiring.ofLambda());
  }

  UnpauseAdHandler(Wiring wiring) {
    super(
        wiring.endpoint(Operation.UNPAUSE_AD, UnpauseAdHandler::new), wiring.keptResponsesOfAds());
    this.unpauseAd = new UnpauseAd(wiring.adPauses(), wiring.access());
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
            unpauseAd
                .unpause(id, caller, now)
                .map(outcome -> responses.of(outcome, "unpaused", endpoint)));
  }
}
