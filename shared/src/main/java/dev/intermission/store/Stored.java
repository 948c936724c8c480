package dev.intermission.store;

import dev.intermission.model.AccountId;
import dev.intermission.model.PauseState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An item as it was found. It has the state to decide on, and the whole record if that is
/// readable.
///
/// @param <R> the kind of record
/// @param account null when the item has no readable one: then it is nobody's
/// @param state null when the item has no readable status
public record Stored<R>(
    @Nullable AccountId account, @Nullable PauseState state, Revision revision, Parsed<R> parsed) {

  /// The account that it belongs to; empty when it is nobody's.
  public Optional<AccountId> owner() {
    return Optional.ofNullable(account);
  }

  /// Whether this record is visible to that account.
  public boolean belongsTo(AccountId owner) {
    return owner.equals(account);
  }
}
