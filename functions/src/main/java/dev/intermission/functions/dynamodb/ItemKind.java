package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.change.StatusUpdate;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.store.Parsed;
import dev.intermission.store.Stored;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A kind of record: how its items are read, paused and unpaused. An adapter is made for one.
///
/// @param <R> the kind of record
public final class ItemKind<R> {
  private final BiFunction<String, Attributes, R> read;
  private final Function<Map<String, AttributeValue>, @Nullable PauseState> state;
  private final Function<StatusUpdate, Update> update;
  private final Function<StatusUpdate, Update> keyedUpdate;

  private ItemKind(
      BiFunction<String, Attributes, R> read,
      Function<Map<String, AttributeValue>, @Nullable PauseState> state,
      Function<StatusUpdate, Update> update,
      Function<StatusUpdate, Update> keyedUpdate) {
    this.read = read;
    this.state = state;
    this.update = update;
    this.keyedUpdate = keyedUpdate;
  }

  /// Ads. A function loads the classes of the kinds that it asks for.
  public static ItemKind<Ad> ads() {
    return new ItemKind<>(AdItem::read, AdItem::readState, AdUpdates::update, AdUpdates::update);
  }

  /// Ad campaigns.
  public static ItemKind<AdCampaign> adCampaigns() {
    return new ItemKind<>(
        AdCampaignItem::read,
        AdCampaignItem::readState,
        AdCampaignUpdates::update,
        AdCampaignUpdates::keyedUpdate);
  }

  /// The key of an item, of every kind.
  static Map<String, AttributeValue> key(RecordId id) {
    return Map.of("id", text(id.value()));
  }

  /// The whole record of an id.
  ///
  /// @throws Attributes.BrokenException if the item breaks the item contract
  R read(String id, Attributes item) {
    return read.apply(id, item);
  }

  /// An item as it was found.
  ///
  /// @param parsed the whole record
  Stored<R> stored(Map<String, AttributeValue> item, Parsed<R> parsed) {
    return new Stored<>(
        Lenient.account(item, "account_id"), state.apply(item), Rev.of(item), parsed);
  }

  /// The update, refused where it would change nothing.
  Update update(StatusUpdate asked) {
    return update.apply(asked);
  }

  /// The same update, for a transaction on an item that was read.
  Update keyedUpdate(StatusUpdate asked) {
    return keyedUpdate.apply(asked);
  }
}
