package dev.intermission.store;

import dev.intermission.model.Pausable;
import dev.intermission.model.PauseState;
import dev.intermission.model.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An item of a record that can be paused. It has what decisions rest on and what Intermission
/// writes, and one counter for all that is the platform's.
///
/// @param state as it is stored, also where its status cannot be read
/// @param changedBy null when Intermission never wrote it
/// @param clicks the platform's
/// @param broken the attribute that keeps the item from being read whole; null when none does.
///   Without `status` there is no state, without `account_id` it is nobody's, and with a broken
///   `rev` no resume can be carried out
public record Item(
    PauseState state,
    @Nullable String changedBy,
    Instant updatedAt,
    int rev,
    long clicks,
    @Nullable String broken) {

  /// The item's `rev`.
  public record Rev(int rev) implements Revision {}

  /// The item of a record that Intermission never wrote.
  public static Item of(Pausable<?> record) {
    return of(record.state(), record.updatedAt());
  }

  /// An item that Intermission never wrote.
  public static Item of(PauseState state, Instant updatedAt) {
    return new Item(state, null, updatedAt, 0, 0, null);
  }

  /// The revision of a record that is read from it.
  public Revision revision() {
    return new Rev(rev);
  }

  /// The state that is read from it; null when its status cannot be read.
  public @Nullable PauseState readState() {
    return "status".equals(broken) ? null : state;
  }

  /// Whether it is paused until a time.
  public boolean inTimedPause() {
    return state.isPaused() && state.until() != null;
  }

  /// After a write of Intermission, which counts.
  public Item written(PauseState newState, @Nullable String by, Instant at) {
    return new Item(newState, by, at, rev + 1, clicks, broken);
  }

  /// The same in another state, without a word of it in the rest.
  public Item with(PauseState newState) {
    return new Item(newState, changedBy, updatedAt, rev, clicks, broken);
  }

  /// The same with another status and all that belongs to its pause.
  public Item withStatus(Status status) {
    return with(new PauseState(status, state.pauseId(), state.until(), state.inDueIndex()));
  }

  /// The same with that attribute broken.
  public Item broken(String attribute) {
    return new Item(state, changedBy, updatedAt, rev, clicks, attribute);
  }

  /// After an update that changed nothing of it but `rev`.
  public Item counted() {
    return new Item(state, changedBy, updatedAt, rev + 1, clicks, broken);
  }

  /// After a write of the platform, which does not count.
  public Item clicked() {
    return new Item(state, changedBy, updatedAt, rev, clicks + 1, broken);
  }
}
