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

/// Pauses an ad. An ad's pause has no end; pausing a paused ad changes nothing.
public final class PauseAd {
  private final Change.Kind<Ad> ads;

  /// @param records where ads are
  public PauseAd(PauseRecords<Ad> records, AccountAccess access) {
    this.ads = new Change.Kind<>(records, access, Timers.NONE);
  }

  /// Pauses an ad, with or without a key.
  public Attempt<Outcome<Ad>> pause(AdId id, Caller caller, Instant now) {
    return new Change<>(ads, Operation.PAUSE_AD, id, new Ask.Pause(null, null), caller, now);
  }
}
