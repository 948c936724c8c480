package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ListParameters;
import dev.intermission.functions.json.AdJson;
import dev.intermission.model.AdStatus;
import dev.intermission.read.AccountList;
import dev.intermission.read.ListAds;
import dev.intermission.read.PageRequest;
import java.time.Instant;

/// `GET /ads`.
public final class ListAdsHandler extends ApiHandler {
  private final ListAds listAds;
  private final String table;

  /// The constructor that Lambda calls.
  public ListAdsHandler() {
    this(Wiring.ofLambda());
  }

  ListAdsHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.LIST_ADS, ListAdsHandler::new));
    this.table = wiring.settings().adsTable();
    this.listAds =
        new ListAds(
            wiring.accountAds(),
            wiring.access(),
            Wiring.pageBudget(),
            wiring.waiting(),
            wiring.clock());
  }

  @Override
  ApiResponse answer(ApiRequest request, Caller caller, Instant now, Context context) {
    return switch (ListParameters.read(
        request, caller.holder(), Operation.LIST_ADS, AdStatus.class)) {
      case ListParameters.Read<AdStatus>(AccountList<AdStatus> list, PageRequest page) ->
          ListResponses.of(listAds.list(list, page, caller, now), AdJson::write, table, endpoint);
      case ListParameters.Refused<AdStatus>(ApiError error) -> ApiResponse.failed(error);
    };
  }
}
