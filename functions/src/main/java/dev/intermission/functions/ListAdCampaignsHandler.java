package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ListParameters;
import dev.intermission.functions.json.AdCampaignJson;
import dev.intermission.list.AccountList;
import dev.intermission.list.ListAdCampaigns;
import dev.intermission.list.PageRequest;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.port.Waiting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// `GET /ad_campaigns`.
public final class ListAdCampaignsHandler extends ApiHandler {
  private final ListAdCampaigns listAdCampaigns;

  /// As Lambda makes it.
  public ListAdCampaignsHandler() {
    this(System.getenv(), InstantSource.system(), Wiring.sleeping(InstantSource.system()));
  }

  /// @param environment as the template declares it
  /// @param waiting lets a store that is busy catch up
  public ListAdCampaignsHandler(
      Map<String, String> environment, InstantSource clock, Waiting waiting) {
    this(Wiring.of(environment, clock), waiting);
  }

  private ListAdCampaignsHandler(Wiring wiring, Waiting waiting) {
    super(wiring.endpoint(Operation.LIST_AD_CAMPAIGNS));
    this.listAdCampaigns =
        new ListAdCampaigns(
            wiring.repeatableAdCampaigns(),
            wiring.access(),
            Wiring.pageBudget(),
            waiting,
            wiring.clock());
  }

  @Override
  ApiAnswer answer(ApiRequest request, Caller caller, Instant now, Context context) {
    return switch (ListParameters.read(
        request, caller.holder(), Operation.LIST_AD_CAMPAIGNS, AdCampaignStatus.class)) {
      case ListParameters.Read<AdCampaignStatus>(
              AccountList<AdCampaignStatus> list,
              PageRequest page) ->
          ListAnswers.of(
              listAdCampaigns.list(list, page, caller, now), AdCampaignJson::write, endpoint);
      case ListParameters.Refused<AdCampaignStatus>(ApiError error) -> ApiAnswer.failed(error);
    };
  }
}
