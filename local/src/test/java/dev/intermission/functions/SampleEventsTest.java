package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.local.lambda.InvocationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each sample event does what its name says. The same files serve `sam local` and the
/// documentation.
class SampleEventsTest {
  private static HttpStack http;

  @BeforeAll
  static void start() throws IOException {
    http = new HttpStack();
    http.stack.putAd("ad_demoActive1", Map.of());
    http.stack.putCampaign("adcamp_demoActive1", Map.of());
    http.stack.putCampaign("adcamp_otherActive1", Map.of("account_id", text("biz_other")));
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  @ParameterizedTest
  @CsvSource({
    "pause-ad, PauseAdFunction, 200, '\"status\\\":\\\"paused\\\"'",
    "retrieve-ad, RetrieveAdFunction, 200, ad_demoActive1",
    "pause-ad-campaign, PauseAdCampaignFunction, 200, 2026-11-22T11:00:00.000Z",
    "pause-ad-campaign-indefinitely, PauseAdCampaignFunction, 200, '\"paused_until\\\":null'",
    "pause-ad-campaign-until-a-past-time, PauseAdCampaignFunction, 400, paused_until must be in the future",
    "pause-ad-campaign-of-another-account, PauseAdCampaignFunction, 404, Not found.",
    "unpause-ad, UnpauseAdFunction, 200, '\"status\\\":\\\"active\\\"'",
    "unpause-ad-campaign, UnpauseAdCampaignFunction, 200, '\"paused_until\\\":null'",
    "retrieve-ad-campaign, RetrieveAdCampaignFunction, 200, adcamp_demoActive1",
    "list-ads, ListAdsFunction, 200, ad_demoActive1",
    "list-ad-campaigns, ListAdCampaignsFunction, 200, adcamp_demoActive1",
    "list-ad-campaigns-next-page, ListAdCampaignsFunction, 200, '\"has_previous_page\\\":true'",
  })
  void a_sample_request_gets_its_answer(String file, String function, int status, String part) {
    assertThat(http.invoke(function, event(file)))
        .isInstanceOfSatisfying(
            InvocationResult.Success.class,
            success ->
                assertThat(success.payload()).contains("\"statusCode\":" + status + ",", part));
  }

  /// In this order, as one operator might invoke them.
  @ParameterizedTest
  @CsvSource({
    "administer-credentials, '\"secret\":\"im_acc_'",
    "administer-credentials-issue-app-api-key, '\"secret\":\"im_app_'",
    "administer-credentials-issue-user-oauth-token, '\"expires_at\":\"2026-11-22T11:00:00.000Z\"'",
    "administer-credentials-issue-from-sha256, '\"secret\":null,\"replayed\":false'",
    "administer-credentials-record-installation, '\"app_id\":\"app_sample\"'",
    "administer-credentials-record-membership, '\"user_id\":\"user_sample\"'",
    "administer-credentials-list, '\"memberships\":[{\"user_id\":\"user_sample\"'",
    "administer-credentials-narrow, '\"expires_at\":\"2026-11-22T11:00:00.000Z\"'",
    "administer-credentials-revoke, '\"revoked_at\":\"2026-11-22T10:00:00.000Z\"'",
    "administer-credentials-remove-installation, '{\"removed\":true}'",
    "administer-credentials-remove-membership, '{\"removed\":true}'",
  })
  void a_sample_of_an_operators_gets_its_answer(String file, String part) {
    assertThat(http.invoke("AdministerCredentialsFunction", event(file)))
        .isInstanceOfSatisfying(
            InvocationResult.Success.class,
            success -> assertThat(success.payload()).contains(part));
  }

  @ParameterizedTest
  @CsvSource({
    "resume-ad-campaign, ResumeAdCampaignFunction",
    "sweep-due-pauses, SweepDuePausesFunction"
  })
  void a_sample_invocation_succeeds(String file, String function) {
    assertThat(http.invoke(function, event(file))).isInstanceOf(InvocationResult.Success.class);
  }

  @Test
  void no_sample_event_is_left_out_here_and_none_holds_a_date_that_rots() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(TestStack.PROJECT.resolve("events"))) {
      List<String> names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
      assertThat(names)
          .containsExactly(
              "administer-credentials-issue-app-api-key.json",
              "administer-credentials-issue-from-sha256.json",
              "administer-credentials-issue-user-oauth-token.json",
              "administer-credentials-list.json",
              "administer-credentials-narrow.json",
              "administer-credentials-record-installation.json",
              "administer-credentials-record-membership.json",
              "administer-credentials-remove-installation.json",
              "administer-credentials-remove-membership.json",
              "administer-credentials-revoke.json",
              "administer-credentials.json",
              "list-ad-campaigns-next-page.json",
              "list-ad-campaigns.json",
              "list-ads.json",
              "pause-ad-campaign-indefinitely.json",
              "pause-ad-campaign-of-another-account.json",
              "pause-ad-campaign-until-a-past-time.json",
              "pause-ad-campaign.json",
              "pause-ad.json",
              "resume-ad-campaign.json",
              "retrieve-ad-campaign.json",
              "retrieve-ad.json",
              "sweep-due-pauses.json",
              "unpause-ad-campaign.json",
              "unpause-ad.json");
    }
    for (String file :
        List.of(
            "pause-ad-campaign",
            "administer-credentials-issue-user-oauth-token",
            "administer-credentials-narrow")) {
      assertThat(Files.readString(TestStack.PROJECT.resolve("events/" + file + ".json")))
          .contains("{{now+1h}}");
    }
  }

  private static String event(String file) {
    return Samples.event(file + ".json", http.token(), http.clock.instant());
  }
}
