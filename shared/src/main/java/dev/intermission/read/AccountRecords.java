package dev.intermission.read;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Records that are listed by account: an index of their keys, and the records themselves. Safe for
/// use by several threads.
///
/// Each method is one call, and throws [dev.intermission.store.StoreUnavailableException] if the
/// store could not be asked.
///
/// @param <S> the status of a record
/// @param <T> a record
public interface AccountRecords<S, T> {
  /// Reads a range of the index. Empty if there is no index of the ads of campaigns.
  ///
  /// @param now the time of the response, on which a row's status may depend
  Optional<AccountRows<S>> rows(IndexRange range, Instant now);

  /// Reads the records of a list page, consistently.
  ///
  /// @param ids as the index has them; one that has not the form of an id leads to a broken record
  BatchResult<T> findAll(Set<String> ids);
}
