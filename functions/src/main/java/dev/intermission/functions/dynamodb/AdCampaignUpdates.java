package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.ItemKind.key;
import static dev.intermission.functions.dynamodb.Values.seconds;
import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.model.Timestamps;
import dev.intermission.resume.ResumeUpdate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The conditional updates of an ad campaign: the pause protocol, as DynamoDB evaluates it.
///
/// Each condition decides on the item as it is at that moment, so no change is lost and no pause
/// ends early, whatever others write. The simulation checks the same rules;
/// DynamoDbStoreContractTest holds the two equal.
final class AdCampaignUpdates {
  /// Stands for no pause, in a condition that nothing meets.
  private static final String NO_PAUSE = "";

  private AdCampaignUpdates() {}

  /// Pauses an item that is not in exactly this pause, or unpauses a paused one.
  static Update update(StatusUpdate update) {
    return switch (update.ask()) {
      case Ask.Pause(PauseId pauseId, Instant until) when until == null ->
          pause(
              update,
              id(pauseId),
              null,
              " AND NOT (#status = :paused AND attribute_not_exists(paused_until))",
              Map.of());
      case Ask.Pause(PauseId pauseId, Instant until) ->
          pause(
              update,
              id(pauseId),
              until,
              // Only a string is greater than a string.
              " AND NOT (#status = :paused AND paused_until = :until AND due_pk = :due"
                  + " AND pause_id > :none)",
              Map.of(":none", text(NO_PAUSE)));
      case Ask.Unpause() -> unpause(update);
    };
  }

  /// The same update, but it pauses an item whatever pause it is in.
  static Update keyedUpdate(StatusUpdate update) {
    return switch (update.ask()) {
      case Ask.Pause(PauseId pauseId, Instant until) ->
          pause(update, id(pauseId), until, "", Map.of());
      case Ask.Unpause() -> unpause(update);
    };
  }

  private static PauseId id(@Nullable PauseId pauseId) {
    return Objects.requireNonNull(pauseId, "a pause of a campaign has an id");
  }

  private static Update pause(
      StatusUpdate update,
      PauseId pauseId,
      @Nullable Instant until,
      String unlessSo,
      Map<String, AttributeValue> valuesOfUnlessSo) {
    Map<String, AttributeValue> values = new HashMap<>(valuesOfUnlessSo);
    values.put(":paused", text(AdCampaignStatus.PAUSED.wireName()));
    values.put(":active", text(AdCampaignStatus.ACTIVE.wireName()));
    values.put(":account", text(update.account().value()));
    values.put(":pid", text(pauseId.value()));
    values.put(":by", text(update.changedBy()));
    values.put(":at", text(Timestamps.write(update.at())));
    String set = "#status = :paused, pause_id = :pid, changed_by = :by, updated_at = :at";
    String condition = "account_id = :account AND #status IN (:active, :paused)" + unlessSo;
    if (until == null) {
      return new Update(key(update.id()), set, "paused_until, due_pk", condition, values);
    }
    values.put(":until", seconds(until));
    values.put(":due", text(DueShard.of(update.id()).key()));
    return new Update(
        key(update.id()), set + ", paused_until = :until, due_pk = :due", "", condition, values);
  }

  /// Unpauses a paused item. If its pause is already over, the update must know when it ended. The
  /// time is compared as a negation, so that a `paused_until` of another type keeps no campaign
  /// paused.
  private static Update unpause(StatusUpdate update) {
    Instant ended = update.ended();
    return new Update(
        key(update.id()),
        "#status = :active, changed_by = :by, updated_at = :at",
        "pause_id, paused_until, due_pk",
        "account_id = :account AND #status = :paused AND "
            + (ended == null ? "NOT paused_until <= :time" : "paused_until = :time"),
        Map.of(
            ":active", text(AdCampaignStatus.ACTIVE.wireName()),
            ":paused", text(AdCampaignStatus.PAUSED.wireName()),
            ":account", text(update.account().value()),
            ":by", text(update.changedBy()),
            ":at", text(Timestamps.write(update.updatedAt())),
            ":time", seconds(ended == null ? update.at() : ended)));
  }

  /// Ends a pause that is due. DynamoDB evaluates the time clause on the item as it is at that
  /// moment: this is the proof that no pause ends early.
  static Update resume(ResumeUpdate resume) {
    PauseId pauseId = resume.pauseId();
    return new Update(
        key(resume.id()),
        "#status = :active, changed_by = :by, updated_at = :ended",
        "pause_id, paused_until, due_pk",
        "#status = :paused AND pause_id = :pid AND paused_until = :until"
            + " AND paused_until <= :now"
            + (pauseId == null ? " AND attribute_not_exists(pause_id)" : ""),
        Map.of(
            ":paused", text(AdCampaignStatus.PAUSED.wireName()),
            ":active", text(AdCampaignStatus.ACTIVE.wireName()),
            ":pid", text(pauseId == null ? NO_PAUSE : pauseId.value()),
            ":until", seconds(resume.pausedUntil()),
            ":now", seconds(resume.now()),
            ":by", text(resume.changedBy()),
            ":ended", text(Timestamps.write(resume.pausedUntil()))));
  }

  /// Removes the rest of a pause from an item that has not changed.
  static Update forget(RecordId id, PauseState seen) {
    Map<String, AttributeValue> values = new HashMap<>();
    PauseId pauseId = seen.pauseId();
    Instant until = seen.until();
    String condition =
        asSeen("#status", ":status", text(seen.status().wireName()), values)
            + " AND "
            + (pauseId == null
                ? hasNoPauseId(values)
                : asSeen("pause_id", ":pid", text(pauseId.value()), values))
            + " AND "
            + asSeen("paused_until", ":until", until == null ? null : seconds(until), values);
    return new Update(key(id), "", "pause_id, paused_until, due_pk", condition, values);
  }

  private static String asSeen(
      String name,
      String placeholder,
      @Nullable AttributeValue value,
      Map<String, AttributeValue> values) {
    if (value == null) {
      return "attribute_not_exists(" + name + ")";
    }
    values.put(placeholder, value);
    return name + " = " + placeholder;
  }

  /// The condition that the pause id is absent, or cannot be read as one.
  private static String hasNoPauseId(Map<String, AttributeValue> values) {
    values.put(":string", text("S"));
    values.put(":none", text(NO_PAUSE));
    return "(NOT attribute_type(pause_id, :string) OR pause_id = :none)";
  }
}
