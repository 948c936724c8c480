package dev.intermission.read;

import org.jspecify.annotations.Nullable;

/// Which page of a list is asked for.
///
/// @param size the most records that it shows
/// @param backwards whether it is the page before a place, and not the one after it
/// @param from that place; null for the list's first page, or backwards for its last
public record PageRequest(int size, boolean backwards, @Nullable IndexKey from) {
  /// The most records that a page may be asked to show.
  public static final int MAXIMUM_SIZE = 100;

  /// How many records a page shows unless it is asked for more or fewer.
  public static final int DEFAULT_SIZE = 20;

  /// @throws IllegalArgumentException if the size is not 1 to 100
  public PageRequest {
    if (size < 1 || size > MAXIMUM_SIZE) {
      throw new IllegalArgumentException("no such size: " + size);
    }
  }
}
