package dev.intermission.store;

import dev.intermission.change.Ask;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseState;
import java.util.Arrays;
import java.util.List;

/// The contract of a store of ads. Their pauses have no id, no end and no row in an index.
public abstract class AdStoreContract extends StoreContract<Ad> {
  private static final PauseState PAUSED = PauseState.of(AdStatus.PAUSED);
  private static final Ask.Pause PAUSE = new Ask.Pause(null, null);

  protected AdStoreContract(Tables<Ad> tables) {
    super(
        new Subject(
            name -> new AdId(AdId.PREFIX + name),
            PauseState.of(AdStatus.ACTIVE),
            PAUSED,
            PAUSE,
            PAUSED,
            List.of(AdStatus.IN_REVIEW, AdStatus.REJECTED),
            Arrays.stream(AdStatus.values()).map(PauseState::of).toList(),
            List.of(PAUSE, UNPAUSE)),
        tables);
  }
}
