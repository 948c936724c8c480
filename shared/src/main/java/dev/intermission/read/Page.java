package dev.intermission.read;

import dev.intermission.store.ItemError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list page, as Relay connections have it, with one rule more. Where no page follows there is no
/// end cursor, since official clients go on while there is one.
///
/// - In the direction of reading (forwards, or backwards when the page before a place was asked
///   for) there is another page if more records were seen, or if reading stopped before all were
///   looked at. The cursor of that side is the place where reading stopped: the last record that
///   was read for the page, shown or left out.
/// - On the other side there is another page if a place was given to read from. The cursor of that
///   side is the place of the first record that was read and shown; a page that shows nothing has
///   none there.
/// - `before` the start cursor and `after` the end cursor are the pages next to this one: nothing
///   is left out between them, and nothing comes twice.
///
/// @param entries in the list's direction, also when the page was read backwards
/// @param isReadBackwards whether it is the page before a place, and not the one after it
/// @param startCursor null when the page shows nothing and nothing is known to be before it
/// @param endCursor null when no page follows
/// @param broken what breaks the item contract in items that belong on the page
public record Page<T>(
    List<Entry<T>> entries,
    boolean isReadBackwards,
    @Nullable String startCursor,
    @Nullable String endCursor,
    boolean hasNextPage,
    boolean hasPreviousPage,
    List<ItemError> broken) {
  /// Copies the lists.
  public Page {
    entries = List.copyOf(entries);
    broken = List.copyOf(broken);
  }

  /// A record that the page shows.
  ///
  /// @param cursor of its place in the list
  public record Entry<T>(T record, String cursor) {}

  /// The records without their cursors, in the list's direction.
  public List<T> records() {
    return entries.stream().map(Entry::record).toList();
  }

  /// The page with its records as text, as far as they fit. It is cut behind the last that does:
  /// the page on that side begins there. A first record that is longer is shown all the same.
  ///
  /// @param text writes a record; asked once for each that fits, and for the first that does not.
  ///   Empty where no page can show it: it is left out
  /// @param maximumLength of the texts together, in characters
  public Page<String> written(Function<T, Optional<String>> text, int maximumLength) {
    List<Entry<String>> written = new ArrayList<>();
    int left = maximumLength;
    for (Entry<T> entry : inOrderOfReading(entries)) {
      Optional<String> it = text.apply(entry.record());
      if (it.isEmpty()) {
        continue;
      }
      left -= it.get().length();
      if (left < 0 && !written.isEmpty()) {
        return cut(written);
      }
      written.add(new Entry<>(it.get(), entry.cursor()));
    }
    return new Page<>(
        inOrderOfReading(written),
        isReadBackwards,
        startCursor,
        endCursor,
        hasNextPage,
        hasPreviousPage,
        broken);
  }

  /// @param first those that are left, in the order of reading
  private Page<String> cut(List<Entry<String>> first) {
    String last = first.getLast().cursor();
    return new Page<>(
        inOrderOfReading(first),
        isReadBackwards,
        isReadBackwards ? last : startCursor,
        isReadBackwards ? endCursor : last,
        !isReadBackwards || hasNextPage,
        isReadBackwards || hasPreviousPage,
        broken);
  }

  /// From the list's direction, or back to it.
  private <E> List<E> inOrderOfReading(List<E> some) {
    return isReadBackwards ? some.reversed() : some;
  }
}
