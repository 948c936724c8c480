package dev.intermission.read;

import java.time.Duration;
import java.util.List;

/// The most that reading one list page may cost the store.
///
/// Its numbers follow from the store and from the time-out of the function, so they come from
/// outside.
///
/// @param calls of the store, to the index and for records together
/// @param indexCalls those of them that may go to the index; the others read records
/// @param keys that are read from the index
/// @param readAhead index rows that are read in the first call beyond a full page: some tell
///   whether another page follows, others replace records that turn out not to match
/// @param waits before records are asked for again that the store left unanswered: one for each
///   such call
public record PageBudget(int calls, int indexCalls, int keys, int readAhead, List<Duration> waits) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if no page can be read within it, or if it has not a wait for
  ///   each call that may ask again
  public PageBudget {
    waits = List.copyOf(waits);
    if (indexCalls < 1 || indexCalls >= calls) {
      throw new IllegalArgumentException("no call is left for the index or for records");
    }
    if (readAhead < 1 || keys <= PageRequest.MAXIMUM_SIZE + readAhead) {
      throw new IllegalArgumentException("too few keys for a full page");
    }
    // The first call reads the index, and the second one asks for records for the first time.
    if (waits.size() != calls - 2) {
      throw new IllegalArgumentException("a wait for each call that asks again");
    }
  }
}
