package dev.intermission.store;

import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.DuePauses;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The index of due pauses in memory, in 8 parts. It is as new as it was last told to be.
final class DueIndex {
  /// A part of the index.
  record Part(int number) implements DuePauses.Part {}

  private record After(DuePause row) implements DuePage.Cursor {}

  static final List<Part> PARTS = IntStream.range(0, 8).mapToObj(Part::new).toList();

  private static final Comparator<DuePause> OLDEST_FIRST =
      Comparator.comparing(DuePause::pausedUntil).thenComparing(row -> row.id().value());

  private final Map<RecordId, DuePause> rows = new TreeMap<>(Comparator.comparing(RecordId::value));

  DueIndex() {}

  DueIndex(DueIndex other) {
    rows.putAll(other.rows);
  }

  static Part partOf(RecordId id) {
    return PARTS.get(Math.floorMod(id.value().hashCode(), PARTS.size()));
  }

  /// Whether it shows something else than the item.
  boolean lags(RecordId id, @Nullable Item item) {
    return !Objects.equals(rows.get(id), row(id, item));
  }

  /// Shows the item as it is.
  ///
  /// @param item null when there is none any more
  void show(RecordId id, @Nullable Item item) {
    DuePause row = row(id, item);
    if (row == null) {
      rows.remove(id);
    } else {
      rows.put(id, row);
    }
  }

  /// Shows that row, whatever the item is.
  void show(DuePause row) {
    rows.put(row.id(), row);
  }

  private static @Nullable DuePause row(RecordId id, @Nullable Item item) {
    PauseState state = item == null ? null : item.state();
    return state != null && state.inDueIndex() && state.until() != null
        ? new DuePause(id, state.pauseId(), state.until())
        : null;
  }

  Collection<DuePause> rows() {
    return rows.values();
  }

  DuePage page(
      DuePauses.Part part, Instant notAfter, DuePage.@Nullable Cursor after, int pageSize) {
    List<DuePause> page =
        rows.values().stream()
            .filter(row -> partOf(row.id()).equals(part))
            .filter(row -> row.pausedUntil().getEpochSecond() <= notAfter.getEpochSecond())
            .filter(
                row -> !(after instanceof After(var last)) || OLDEST_FIRST.compare(row, last) > 0)
            .sorted(OLDEST_FIRST)
            .limit(pageSize)
            .toList();
    // As DynamoDB: whether anything follows is not known when the limit is just reached.
    return new DuePage(page, List.of(), page.size() == pageSize ? new After(page.getLast()) : null);
  }
}
