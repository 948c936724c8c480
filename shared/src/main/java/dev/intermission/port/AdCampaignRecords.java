package dev.intermission.port;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ad campaigns that the platform stores, and the index of their timed pauses. Safe for use by
/// several threads.
public interface AdCampaignRecords extends AccountRecords<AdCampaignStatus, AdCampaign> {
  /// Pauses a campaign in one conditional write, never repeated after an unclear outcome. The
  /// condition: it exists, belongs to the account, its status may be paused, and it is not already
  /// in exactly the asked state.
  ///
  /// @throws StoreUnavailableException if the store definitely did nothing and a later try may
  ///   succeed
  StatusWrite<StoredAdCampaign> pause(CampaignPause pause);

  /// Makes a paused campaign active and forgets its pause, in one conditional write, never repeated
  /// after an unclear outcome. The condition: it exists, belongs to the account and is paused, and
  /// its pause ended at the time that the unpause names, or is not over.
  ///
  /// @throws StoreUnavailableException if the store definitely did nothing and a later try may
  ///   succeed
  StatusWrite<StoredAdCampaign> unpause(CampaignUnpause unpause);

  /// Reads a campaign, consistently.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  Optional<StoredAdCampaign> find(AdCampaignId id);

  /// Ends a timed pause in one conditional write, which may be repeated safely. The condition: it
  /// is paused, by that pause, until that time, and that time has come.
  ///
  /// @throws StoreUnavailableException if it is not known that the write was carried out
  ResumeWrite resume(CampaignResume resume);

  /// The timed pauses of a shard that ended at or before that time, as the lagging index has them,
  /// oldest first.
  ///
  /// @param after where the page before ended; null for the first
  /// @throws StoreUnavailableException if the store could not be asked
  DuePage due(DueShard shard, Instant notAfter, DuePage.@Nullable Cursor after);

  /// Takes what is left of a pause out of a record that is no longer in it, if the record still is
  /// as it was seen.
  ///
  /// @return whether it still was
  /// @throws StoreUnavailableException if it is not known that the write was carried out
  boolean forgetPause(AdCampaignId id, StoredAdCampaign seen);
}
