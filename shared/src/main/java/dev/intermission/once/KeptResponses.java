package dev.intermission.once;

import dev.intermission.change.KeyedChange;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The responses to requests with a key. Only here a record changes together with keeping one: both
/// happen, or neither does. Safe for use by several threads.
public interface KeptResponses {
  /// Reads the response of a key, consistently. Empty if none is kept or its time is over.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  Optional<KeptResponse> find(IdempotencyKey key, Instant now);

  /// Keeps a response, if none is kept for its key.
  ///
  /// @param change made with it in one step; null when there is nothing to change or to check
  /// @param now tells whether what is kept has had its time
  /// @throws dev.intermission.store.StoreUnavailableException if the store definitely did nothing
  ///   and a later try may succeed
  KeyedResult keep(KeptResponse response, @Nullable KeyedChange change, Instant now);
}
