package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.Timestamps;
import java.time.Instant;
import java.util.Map;

/// The conditional updates of an ad.
final class AdUpdates {
  private AdUpdates() {}

  /// Pauses an active item, or unpauses a paused one.
  static Update update(StatusUpdate update) {
    return switch (update.ask()) {
      case Ask.Pause(PauseId pauseId, Instant until) -> {
        if (pauseId != null || until != null) {
          throw new IllegalArgumentException("a pause of an ad has neither an id nor an end");
        }
        yield change(update, AdStatus.ACTIVE, AdStatus.PAUSED);
      }
      case Ask.Unpause ignored -> change(update, AdStatus.PAUSED, AdStatus.ACTIVE);
    };
  }

  private static Update change(StatusUpdate update, AdStatus from, AdStatus to) {
    return new Update(
        ItemKind.key(update.id()),
        "#status = :to, changed_by = :by, updated_at = :at",
        "",
        "account_id = :account AND #status = :from",
        Map.of(
            ":to", text(to.wireName()),
            ":from", text(from.wireName()),
            ":account", text(update.account().value()),
            ":by", text(update.changedBy()),
            ":at", text(Timestamps.write(update.at()))));
  }
}
