package dev.intermission.read;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.CreationTimes;
import dev.intermission.model.Status;
import dev.intermission.model.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The records of an account that a list shows.
///
/// @param status that they are shown in; null for all
/// @param created when they were made
/// @param adCampaign whose ads they are; null for all
public record ListFilter<S extends WireName>(
    @Nullable S status, CreationTimes created, @Nullable AdCampaignId adCampaign) {

  /// Of any time and any campaign.
  public static <S extends WireName> ListFilter<S> ofStatus(@Nullable S status) {
    return new ListFilter<>(status, CreationTimes.ALL, null);
  }

  /// Whether it shows a record, as far as that is seen by these two.
  boolean shows(Status recordStatus, Instant createdAt) {
    return (status == null || status.equals(recordStatus)) && created.contains(createdAt);
  }

  /// Whether it shows the ads of that campaign.
  boolean showsAdsOf(String id) {
    return adCampaign == null || adCampaign.value().equals(id);
  }
}
