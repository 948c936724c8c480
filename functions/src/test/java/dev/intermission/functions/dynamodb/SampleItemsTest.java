package dev.intermission.functions.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.state.ItemJson;
import dev.intermission.functions.TestStack;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseState;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The sample items, as the product reads them.
class SampleItemsTest {
  @Test
  void the_sample_of_a_timed_pause_is_one_that_the_sweep_finds() throws IOException {
    Map<String, AttributeValue> item = item("paused-ad-campaign.json");
    AdCampaign campaign = AdCampaignItem.read("adcamp_demoPaused1", new Attributes(item));
    PauseState state = campaign.state();
    assertThat(state.status()).isEqualTo(AdCampaignStatus.PAUSED);
    assertThat(state.until()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(Objects.requireNonNull(item.get("due_pk")).s())
        .isEqualTo(DueShard.of(campaign.id()).key());
  }

  @Test
  void but_for_its_pause_it_is_the_sample_of_a_campaign() throws IOException {
    assertThat(
            AdCampaignItem.read(
                    "adcamp_demoPaused1", new Attributes(item("paused-ad-campaign.json")))
                .details())
        .isEqualTo(
            AdCampaignItem.read("adcamp_demoActive1", new Attributes(item("ad-campaign.json")))
                .details());
  }

  private static Map<String, AttributeValue> item(String file) throws IOException {
    return ItemJson.read(TestStack.PROJECT.resolve("events/items").resolve(file));
  }
}
