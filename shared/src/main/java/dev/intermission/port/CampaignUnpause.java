package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaignId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An unpause asked of a campaign.
///
/// @param account the campaign must belong to it
/// @param changedBy the credential's id
/// @param at the request's time
/// @param ended when the pause that was found ended, if it was over and nothing had ended it yet;
///   null if it was not over
public record CampaignUnpause(
    AdCampaignId id, AccountId account, String changedBy, Instant at, @Nullable Instant ended) {

  /// The time that becomes `updated_at`. After the end it is the end, as a resume has it: readers
  /// have seen that already.
  public Instant updatedAt() {
    return ended == null ? at : ended;
  }
}
