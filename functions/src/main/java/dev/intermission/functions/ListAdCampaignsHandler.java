package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ListParameters;
import dev.intermission.functions.json.AdCampaignJson;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.read.AccountList;
import dev.intermission.read.ListAdCampaigns;
import dev.intermission.read.PageRequest;
import java.time.Instant;

/// `GET /ad_campaigns`.
public final class ListAdCampaignsHandler extends ApiHandler {
  private final ListAdCampaigns listAdCampaigns;
  private final String table;

  /// The constructor that Lambda calls.
  public ListAdCampaignsHandler() {
    this(Wiring.ofLambda());
  }

  ListAdCampaignsHandler(Wiring wiring) {
    super(wiring.endpoint(Operation.LIST_AD_CAMPAIGNS, ListAdCampaignsHandler::new));
    this.table = wiring.settings().adCampaignsTable();
    this.listAdCampaigns =
        new ListAdCampaigns(
            wiring.accountAdCampaigns(),
            wiring.access(),
            Wiring.pageBudget(),
            wiring.waiting(),
            wiring.clock());
  }

  @Override
  ApiResponse answer(ApiRequest request, Caller caller, Instant now, Context context) {
    return switch (ListParameters.read(
        request, caller.holder(), Operation.LIST_AD_CAMPAIGNS, AdCampaignStatus.class)) {
      case ListParameters.Read<AdCampaignStatus>(
              AccountList<AdCampaignStatus> list,
              PageRequest page) ->
          ListResponses.of(
              listAdCampaigns.list(list, page, caller, now),
              AdCampaignJson::write,
              table,
              endpoint);
      case ListParameters.Refused<AdCampaignStatus>(ApiError error) -> ApiResponse.failed(error);
    };
  }
}
