package dev.intermission.read;

import dev.intermission.model.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows in a range of an account's index, in the order asked for. The index lags behind the
/// records, so a row is a hint and no proof.
///
/// @param isLast whether nothing follows
public record AccountRows<S>(List<Row<S>> rows, boolean isLast) {
  /// Copies the list.
  public AccountRows {
    rows = List.copyOf(rows);
  }

  /// One record's row.
  ///
  /// @param account that the row names; null when it names none
  /// @param status as a response would show it; null when the row has no known one
  public record Row<S>(IndexKey position, @Nullable AccountId account, @Nullable S status) {}
}
