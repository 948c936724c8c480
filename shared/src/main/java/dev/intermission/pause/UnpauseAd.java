package dev.intermission.pause;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.idempotency.Attempt;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.port.AdRecords;
import java.time.Instant;

/// Makes a paused ad active again; unpausing an active ad changes nothing.
public final class UnpauseAd {
  private final AdStatusChange change;

  /// @param records where ads are
  public UnpauseAd(AdRecords records, AccountAccess access) {
    this.change =
        new AdStatusChange(records, access, Operation.UNPAUSE_AD, AdStatus.PAUSED, AdStatus.ACTIVE);
  }

  /// @throws dev.intermission.port.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  public AdOutcome unpause(AdId id, Caller caller, Instant now) {
    return change.make(id, caller, now);
  }

  /// The same, as an attempt that may come with a key.
  public Attempt<AdOutcome> attempt(AdId id, Caller caller, Instant now) {
    return change.attempt(id, caller, now);
  }
}
