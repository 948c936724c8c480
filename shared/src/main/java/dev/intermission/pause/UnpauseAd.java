package dev.intermission.pause;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Outcome;
import dev.intermission.change.Ask;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.once.Attempt;
import java.time.Instant;

/// Makes a paused ad active again; unpausing an active ad changes nothing.
public final class UnpauseAd {
  private final Change.Kind<Ad> ads;

  /// @param records where ads are
  public UnpauseAd(PauseRecords<Ad> records, AccountAccess access) {
    this.ads = new Change.Kind<>(records, access, Timers.NONE);
  }

  /// Unpauses an ad, with or without a key.
  public Attempt<Outcome<Ad>> unpause(AdId id, Caller caller, Instant now) {
    return new Change<>(ads, Operation.UNPAUSE_AD, id, new Ask.Unpause(), caller, now);
  }
}
