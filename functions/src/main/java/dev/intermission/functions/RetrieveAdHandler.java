package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.read.RetrieveAd;
import java.time.Instant;

/// `GET /ads/{id}`.
public final class RetrieveAdHandler extends ApiHandler {
  private final RetrieveAd retrieveAd;
  private final RecordResponses<Ad> responses = RecordResponses.ads();

  /// The constructor that Lambda calls.
  public RetrieveAdHandler() {
    this(Wiring.ofLambda());
  }

  RetrieveAdHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.RETRIEVE_AD, RetrieveAdHandler::new));
    this.retrieveAd = new RetrieveAd(wiring.ads(), wiring.access());
  }

  @Override
  ApiResponse answer(ApiRequest request, Caller caller, Instant now, Context context) {
    return withId(
        AdId.PREFIX,
        AdId.parse(request.pathId()),
        id -> responses.of(retrieveAd.retrieve(id, caller, now), endpoint));
  }
}
