package dev.intermission.model;

/// Names one accepted pause. A random UUID and never a counter: two pauses of the same campaign
/// must never share one, whatever was restored or repeated, because a schedule may end the pause
/// that it names.
public record PauseId(String value) {
  /// @throws IllegalArgumentException if the value is empty
  public PauseId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a pause id is not empty");
    }
  }
}
