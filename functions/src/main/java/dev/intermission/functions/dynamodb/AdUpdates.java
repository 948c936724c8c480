package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.model.Timestamps;
import dev.intermission.port.AdChange;
import java.util.Map;

/// The conditional updates of an ad.
final class AdUpdates {
  private AdUpdates() {}

  /// Pauses or unpauses an item that is in the status that the change starts from.
  static Update change(AdChange change) {
    return new Update(
        AdItem.key(change.id()),
        "#status = :to, changed_by = :by, updated_at = :at",
        "",
        "account_id = :account AND #status = :from",
        Map.of(
            ":to", text(change.to().wireName()),
            ":from", text(change.from().wireName()),
            ":account", text(change.account().value()),
            ":by", text(change.changedBy()),
            ":at", text(Timestamps.write(change.at()))));
  }
}
