package dev.intermission.read;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Seen;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.store.Records;
import java.time.Instant;

/// Shows an ad to a caller of its account.
public final class RetrieveAd {
  private final Retrieval<Ad> retrieval;

  /// @param records where ads are
  public RetrieveAd(Records<Ad> records, AccountAccess access) {
    this.retrieval = new Retrieval<>(Operation.RETRIEVE_AD, records, access);
  }

  /// Shows an ad as it is at that time.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Seen<Ad> retrieve(AdId id, Caller caller, Instant now) {
    return retrieval.retrieve(id, caller, now);
  }
}
