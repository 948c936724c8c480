package dev.intermission.list;

import dev.intermission.port.ItemError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list, as Relay connections have it, with one rule more: where no page follows there
/// is no end cursor, since official clients go on while there is one.
///
/// - In the direction of reading (forwards, or backwards when the page before a place was asked
///   for) there is another page if more records were seen, or if reading stopped before all were
///   looked at. The cursor of that side is the place where reading stopped: the last record that
///   was read for the page, shown or left out.
/// - On the other side there is another page if the page shows anything and a place was given to
///   read from. The cursor of that side is the place of the first record that was read and shown.
/// - `before` the start cursor and `after` the end cursor are the pages next to this one: nothing
///   is left out between them, and nothing comes twice.
///
/// @param records in the list's direction, also when the page was read backwards
/// @param startCursor null when the page shows nothing and nothing is before it
/// @param endCursor null when no page follows
/// @param broken items that belong on the page, but break the item contract
public record Page<T>(
    List<T> records,
    @Nullable String startCursor,
    @Nullable String endCursor,
    boolean hasNextPage,
    boolean hasPreviousPage,
    List<ItemError> broken) {
  /// Copies the lists.
  public Page {
    records = List.copyOf(records);
    broken = List.copyOf(broken);
  }
}
