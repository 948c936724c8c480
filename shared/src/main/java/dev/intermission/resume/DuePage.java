package dev.intermission.resume;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a part of the index of timed pauses, oldest first.
///
/// @param unreadable ids of rows that cannot be read
/// @param next where the next page begins; null on the last one
public record DuePage(List<DuePause> rows, List<String> unreadable, @Nullable Cursor next) {
  /// Copies the lists.
  public DuePage {
    rows = List.copyOf(rows);
    unreadable = List.copyOf(unreadable);
  }

  /// A place in a part, which only the store that made it understands.
  public interface Cursor {}
}
