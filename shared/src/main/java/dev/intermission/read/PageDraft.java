package dev.intermission.read;

import dev.intermission.store.ItemError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A list page in the making: index rows and the records found for them.
///
/// It asks no store. It says which records have to be read next, and which page those make that
/// were read: rows and records are put in as they come.
final class PageDraft<T> {
  private final AccountList<?> list;
  private final PageRequest page;

  /// Rows that may be shown, in the order of reading.
  private final List<IndexKey> candidates = new ArrayList<>();

  /// By the id of a candidate: its record. Empty if the page does not show it.
  private final Map<String, Optional<T>> records = new HashMap<>();

  private final List<ItemError> broken = new ArrayList<>();

  private @Nullable IndexKey lastRow;

  PageDraft(AccountList<?> list, PageRequest page) {
    this.list = list;
    this.page = page;
  }

  /// Takes the next row of the index. It has to be the account's own: another's is no place in this
  /// list.
  ///
  /// @param mayBeShown whether its record has to be read to know
  void addRow(IndexKey row, boolean mayBeShown) {
    lastRow = row;
    if (mayBeShown) {
      candidates.add(row);
    }
  }

  /// Whether there are rows for a full page, and one more for the next.
  boolean hasRowsBeyondPage() {
    return candidates.size() > page.size();
  }

  /// The ids of the records still to be read for a full page. Empty when it is one, or when no rows
  /// are left.
  Set<String> unread() {
    Set<String> unread = new LinkedHashSet<>();
    int places = page.size();
    for (IndexKey candidate : candidates) {
      Optional<T> record = records.get(candidate.id());
      if (record == null) {
        unread.add(candidate.id());
      }
      if ((record == null || record.isPresent()) && --places == 0) {
        break;
      }
    }
    return unread;
  }

  /// Takes what was found for an id.
  ///
  /// @param record empty if the page does not show it: it is gone, or its row was outdated
  void addRecord(String id, Optional<T> record) {
    records.put(id, record);
  }

  /// Takes an item that belongs on the page, but breaks the item contract.
  void addBroken(ItemError error) {
    broken.add(error);
  }

  /// Whether the record of the first row that may be shown was read. Without it there is no page.
  boolean isFirstRead() {
    return records.containsKey(candidates.getFirst().id());
  }

  /// The page as far as its records were read. It ends before the first one that was not.
  ///
  /// @param isIndexAtEnd whether no rows are left in the index
  Page<T> page(boolean isIndexAtEnd) {
    List<Page.Entry<T>> shown = new ArrayList<>();
    int used = 0;
    while (used < candidates.size() && shown.size() < page.size()) {
      IndexKey candidate = candidates.get(used);
      Optional<T> record = records.get(candidate.id());
      if (record == null) {
        break;
      }
      record.ifPresent(it -> shown.add(new Page.Entry<>(it, list.cursor(candidate))));
      used++;
    }
    // Behind it no row that may be shown was used; null at the end of the list, which is also
    // where no row is the account's: a campaign of another account looks like one without ads.
    IndexKey stop =
        used < candidates.size() ? candidates.get(used - 1) : isIndexAtEnd ? null : lastRow;
    boolean isBehindAnother = page.from() != null;
    String near = shown.isEmpty() ? null : shown.getFirst().cursor();
    String far = stop == null ? null : list.cursor(stop);
    if (!page.backwards()) {
      return new Page<>(shown, false, near, far, far != null, isBehindAnother, broken);
    }
    if (far == null && !shown.isEmpty()) {
      far = shown.getLast().cursor();
    }
    return new Page<>(
        shown.reversed(),
        true,
        far,
        isBehindAnother ? near : null,
        isBehindAnother,
        stop != null,
        broken);
  }
}
