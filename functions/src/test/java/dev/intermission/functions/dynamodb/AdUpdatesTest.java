package dev.intermission.functions.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdId;
import dev.intermission.model.PauseId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdUpdatesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  @Test
  void an_ads_pause_with_an_id_or_an_end_is_refused_before_anything_is_written() {
    assertThat(AdUpdates.update(asked(new Ask.Pause(null, null))).condition())
        .isEqualTo("account_id = :account AND #status = :from");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdUpdates.update(asked(new Ask.Pause(new PauseId("p"), null))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdUpdates.update(asked(new Ask.Pause(null, NOW.plusSeconds(9)))));
  }

  private static StatusUpdate asked(Ask ask) {
    return new StatusUpdate(new AdId("ad_1"), new AccountId("biz_1"), ask, "cred_1", NOW, null);
  }
}
