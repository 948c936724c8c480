package dev.intermission.port;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A campaign's item as it was found: what decisions rest on, read one by one, and the whole record
/// if the item allows it.
///
/// @param account null when the item has no readable one: then it is nobody's
/// @param status null when the item has no readable one on the list
/// @param pauseId null when the item has no readable one
/// @param pausedUntil null when the item has no readable one
/// @param inDueIndex whether the item holds the key that puts it before the sweep
public record StoredAdCampaign(
    @Nullable AccountId account,
    @Nullable AdCampaignStatus status,
    @Nullable PauseId pauseId,
    @Nullable Instant pausedUntil,
    boolean inDueIndex,
    Revision revision,
    Reading<AdCampaign> reading)
    implements Stored<AdCampaign> {

  /// Whether the item already is in exactly that pause.
  ///
  /// @param until when it ends; null for one without an end
  public boolean isPausedUntil(@Nullable Instant until) {
    return status == AdCampaignStatus.PAUSED
        && (until == null
            ? pausedUntil == null
            : until.equals(pausedUntil) && pauseId != null && inDueIndex);
  }

  /// When its timed pause ended, if that is over at that time and nothing has ended it yet; else
  /// null. To every reader it is active since.
  public @Nullable Instant endedBy(Instant now) {
    return status == AdCampaignStatus.PAUSED && pausedUntil != null && !pausedUntil.isAfter(now)
        ? pausedUntil
        : null;
  }

  /// Whether the item still holds parts of a pause that it is no longer in, and so would come
  /// before the sweep again and again.
  public boolean hasLeftovers() {
    boolean inTimedPause = status == AdCampaignStatus.PAUSED && pausedUntil != null;
    return inDueIndex && !inTimedPause;
  }
}
