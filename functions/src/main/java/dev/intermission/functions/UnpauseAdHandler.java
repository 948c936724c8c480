package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.idempotency.Attempt;
import dev.intermission.model.AdId;
import dev.intermission.pause.UnpauseAd;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `POST /ads/{id}/unpause`.
public final class UnpauseAdHandler extends ChangeHandler {
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
    super(wiring.endpoint(Operation.UNPAUSE_AD), wiring.keptAnswers(wiring.settings().adsTable()));
    this.unpauseAd = new UnpauseAd(wiring.writableAds(), wiring.access());
  }

  @Override
  PauseBody read(ApiRequest request) {
    return PauseBody.empty(request);
  }

  @Override
  Attempt<ApiAnswer> attempt(ApiRequest request, PauseBody body, Caller caller, Instant now) {
    return with(
        AdId.PREFIX,
        AdId.parse(request.pathId()),
        body,
        (id, ignored) ->
            unpauseAd
                .attempt(id, caller, now)
                .map(outcome -> AdAnswers.of(outcome, "unpaused", endpoint)));
  }
}
