package dev.intermission.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.client.AdCampaignsApi.APIListAdCampaignsRequest;
import dev.intermission.client.AdCampaignsApi.APIPauseAdCampaignRequest;
import dev.intermission.client.AdCampaignsApi.APIRetrieveAdCampaignRequest;
import dev.intermission.client.AdCampaignsApi.APIUnpauseAdCampaignRequest;
import dev.intermission.client.AdsApi.APIRetrieveAdRequest;
import dev.intermission.client.model.Ad;
import dev.intermission.client.model.AdCampaign;
import dev.intermission.client.model.AdCampaignPage;
import dev.intermission.client.model.ErrorBody;
import dev.intermission.client.model.ErrorDetails;
import dev.intermission.client.model.PauseAdCampaignRequest;
import java.io.File;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Asks a running local runner with the generated client, and reads all that it answers. */
public final class SeeTheClientWork {
  private SeeTheClientWork() {}

  /** Takes the path of local/target/intermission.json. */
  public static void main(String[] arguments) throws Exception {
    JsonNode facts = ApiClient.createDefaultObjectMapper().readTree(new File(arguments[0]));
    String campaign = facts.at("/ad_campaigns/active/2").asText();
    String token = facts.at("/credentials/0/token").asText();
    ApiClient client = new ApiClient();
    client.updateBaseUri(facts.path("base_url").asText());
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + token));
    AdCampaignsApi campaigns = new AdCampaignsApi(client);

    OffsetDateTime until =
        OffsetDateTime.now(ZoneOffset.UTC).plusDays(1).truncatedTo(ChronoUnit.SECONDS);
    AdCampaign paused =
        campaigns.pauseAdCampaign(
            APIPauseAdCampaignRequest.newBuilder()
                .id(campaign)
                .pauseAdCampaignRequest(new PauseAdCampaignRequest().pausedUntil(until))
                .build());
    check(paused.getStatus() == AdCampaign.StatusEnum.PAUSED, paused);
    check(until.isEqual(paused.getPausedUntil()), paused);
    check(paused.getPaymentMethod().getCard().getLast4().length() == 4, paused);
    check(paused.getConfig().getEndTime() == null, paused);

    AdCampaign unpaused =
        campaigns.unpauseAdCampaign(APIUnpauseAdCampaignRequest.newBuilder().id(campaign).build());
    check(unpaused.getStatus() == AdCampaign.StatusEnum.ACTIVE, unpaused);
    check(unpaused.getPausedUntil() == null, unpaused);

    AdCampaignPage page =
        campaigns.listAdCampaigns(
            APIListAdCampaignsRequest.newBuilder().status("active").first(1).build());
    check(page.getData().size() == 1 && page.getPageInfo().getHasNextPage(), page);

    Ad ad =
        new AdsApi(client)
            .retrieveAd(
                APIRetrieveAdRequest.newBuilder().id(facts.at("/ads/active/0").asText()).build());
    check(ad.getStatus() == Ad.StatusEnum.ACTIVE && ad.getClickThroughRate() != null, ad);

    try {
      throw new IllegalStateException(
          campaigns
              .retrieveAdCampaign(APIRetrieveAdCampaignRequest.newBuilder().id("x").build())
              .toString());
    } catch (ApiException refusal) {
      ErrorDetails error =
          client.getObjectMapper().readValue(refusal.getResponseBody(), ErrorBody.class).getError();
      check(refusal.getCode() == 400, refusal);
      check(error.getCode() == ErrorDetails.CodeEnum.PARAMETER_INVALID, error);
      check("id".equals(error.getParam()), error);
    }
    System.out.println("The generated client paused, unpaused, listed, read, and was refused.");
  }

  private static void check(boolean holds, Object otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise.toString());
    }
  }
}
