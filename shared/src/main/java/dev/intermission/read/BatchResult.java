package dev.intermission.read;

import dev.intermission.store.Stored;
import java.util.Map;
import java.util.Set;

/// The result of reading several records at once. What is in neither part is not there.
///
/// @param found by id
/// @param unanswered ids that the store did not get to
public record BatchResult<T>(Map<String, Stored<T>> found, Set<String> unanswered) {
  /// Copies both parts.
  public BatchResult {
    found = Map.copyOf(found);
    unanswered = Set.copyOf(unanswered);
  }
}
