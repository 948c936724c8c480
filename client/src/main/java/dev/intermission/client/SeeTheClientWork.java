package dev.intermission.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.client.AdCampaignsApi.APIListAdCampaignsRequest;
import dev.intermission.client.AdCampaignsApi.APIPauseAdCampaignRequest;
import dev.intermission.client.AdCampaignsApi.APIRetrieveAdCampaignRequest;
import dev.intermission.client.AdCampaignsApi.APIUnpauseAdCampaignRequest;
import dev.intermission.client.AdsApi.APIListAdsRequest;
import dev.intermission.client.AdsApi.APIPauseAdRequest;
import dev.intermission.client.AdsApi.APIRetrieveAdRequest;
import dev.intermission.client.AdsApi.APIUnpauseAdRequest;
import dev.intermission.client.model.Ad;
import dev.intermission.client.model.AdCampaign;
import dev.intermission.client.model.AdCampaignPage;
import dev.intermission.client.model.AdPage;
import dev.intermission.client.model.ErrorBody;
import dev.intermission.client.model.ErrorDetails;
import dev.intermission.client.model.PauseAdCampaignRequest;
import java.io.File;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Calls a running local runner with the generated client and checks what it reads. */
public final class SeeTheClientWork {
  private static final ApiClient CLIENT = new ApiClient();

  private SeeTheClientWork() {}

  private interface Call {
    Object send() throws ApiException;
  }

  /** Takes the path of local/target/intermission.json. */
  public static void main(String[] arguments) throws Exception {
    JsonNode facts = ApiClient.createDefaultObjectMapper().readTree(new File(arguments[0]));
    String id = facts.at("/ad_campaigns/active/2").asText();
    String adId = facts.at("/ads/active/2").asText();
    String token = facts.at("/credentials/0/token").asText();
    CLIENT.updateBaseUri(facts.path("base_url").asText());
    CLIENT.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    AdCampaignsApi campaigns = new AdCampaignsApi(CLIENT);
    AdsApi ads = new AdsApi(CLIENT);
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);

    AdCampaign campaign =
        campaigns.pauseAdCampaign(APIPauseAdCampaignRequest.newBuilder().id(id).build());
    check(campaign.getStatus() == AdCampaign.StatusEnum.PAUSED, campaign);
    check(campaign.getPausedUntil() == null, campaign);
    tell("pauseAdCampaign, no body:", campaign.getStatus(), campaign.getPausedUntil());

    OffsetDateTime until = now.plusDays(1).truncatedTo(ChronoUnit.SECONDS);
    campaign =
        campaigns.pauseAdCampaign(
            APIPauseAdCampaignRequest.newBuilder()
                .id(id)
                .idempotencyKey(UUID.randomUUID().toString())
                .pauseAdCampaignRequest(new PauseAdCampaignRequest().pausedUntil(text(until)))
                .build());
    check(campaign.getStatus() == AdCampaign.StatusEnum.PAUSED, campaign);
    check(until.isEqual(campaign.getPausedUntil()), campaign);
    tell("pauseAdCampaign, until a time:", campaign.getStatus(), campaign.getPausedUntil());

    AdCampaign read =
        campaigns.retrieveAdCampaign(APIRetrieveAdCampaignRequest.newBuilder().id(id).build());
    check(read.equals(campaign), read);
    tell(
        "retrieveAdCampaign:",
        read.getStatus(),
        read.getPausedUntil(),
        "total_spend",
        read.getTotalSpend());

    campaign =
        campaigns.unpauseAdCampaign(APIUnpauseAdCampaignRequest.newBuilder().id(id).build());
    check(campaign.getStatus() == AdCampaign.StatusEnum.ACTIVE, campaign);
    check(campaign.getPausedUntil() == null, campaign);
    tell("unpauseAdCampaign:", campaign.getStatus(), campaign.getPausedUntil());

    Ad paused = ads.pauseAd(APIPauseAdRequest.newBuilder().id(adId).build());
    check(paused.getStatus() == Ad.StatusEnum.PAUSED, paused);
    Ad unpaused = ads.unpauseAd(APIUnpauseAdRequest.newBuilder().id(adId).build());
    check(unpaused.getStatus() == Ad.StatusEnum.ACTIVE, unpaused);
    Ad ad = ads.retrieveAd(APIRetrieveAdRequest.newBuilder().id(adId).build());
    check(ad.equals(unpaused), ad);
    tell(
        "pauseAd, unpauseAd, retrieveAd:",
        paused.getStatus(),
        unpaused.getStatus(),
        ad.getStatus(),
        "created",
        ad.getCreatedAt());

    List<AdCampaign> allCampaigns = new ArrayList<>();
    String after = null;
    do {
      AdCampaignPage page =
          campaigns.listAdCampaigns(
              APIListAdCampaignsRequest.newBuilder().first(3).after(after).build());
      allCampaigns.addAll(page.getData());
      after = page.getPageInfo().getEndCursor();
    } while (after != null);
    check(allCampaigns.stream().map(AdCampaign::getId).distinct().count() > 3, allCampaigns);
    tell("listAdCampaigns:", allCampaigns.size(), "records");

    List<Ad> allAds = new ArrayList<>();
    do {
      AdPage page = ads.listAds(APIListAdsRequest.newBuilder().first(3).after(after).build());
      allAds.addAll(page.getData());
      after = page.getPageInfo().getEndCursor();
    } while (after != null);
    check(allAds.stream().map(Ad::getId).distinct().count() > 3, allAds);
    tell("listAds:", allAds.size(), "records");

    ErrorDetails error =
        refused(
            400,
            () ->
                campaigns.pauseAdCampaign(
                    APIPauseAdCampaignRequest.newBuilder()
                        .id(id)
                        .pauseAdCampaignRequest(new PauseAdCampaignRequest().pausedUntil(text(now)))
                        .build()));
    check(error.getCode() == ErrorDetails.CodeEnum.PARAMETER_INVALID, error);
    check("paused_until".equals(error.getParam()), error);

    error =
        refused(
            404, () -> ads.retrieveAd(APIRetrieveAdRequest.newBuilder().id("ad_none").build()));
    check(error.getType() == ErrorDetails.TypeEnum.NOT_FOUND, error);
    check(error.getCode() == null, error);
  }

  private static ErrorDetails refused(int status, Call call) throws Exception {
    Object response;
    try {
      response = call.send();
    } catch (ApiException refusal) {
      check(refusal.getCode() == status, refusal);
      ErrorDetails error =
          CLIENT.getObjectMapper().readValue(refusal.getResponseBody(), ErrorBody.class).getError();
      tell("an error:", status, error.getType(), error.getCode(), error.getParam());
      return error;
    }
    throw new IllegalStateException(response.toString());
  }

  private static void check(boolean holds, Object otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise.toString());
    }
  }

  /// As the contract has it: the seconds are there also when they are zero.
  private static String text(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  private static void tell(Object... words) {
    List<String> texts = new ArrayList<>();
    for (Object word : words) {
      texts.add(String.valueOf(word));
    }
    System.out.println(String.join(" ", texts));
  }
}
