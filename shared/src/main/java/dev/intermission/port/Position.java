package dev.intermission.port;

import java.nio.charset.StandardCharsets;

/// A place among an account's records, whether or not a record stands there any more. They stand by
/// the time of their creation; those of one time in an order that the store keeps to.
///
/// @param createdAt as it is stored, whatever form it has
/// @param id as it is stored
public record Position(String createdAt, String id) {
  private static final int MAXIMUM_CREATED_AT = 1024;
  private static final int MAXIMUM_ID = 2048;

  /// @throws IllegalArgumentException if no record can stand there: a part is empty, or longer than
  ///   a key of the store
  public Position {
    check(createdAt, MAXIMUM_CREATED_AT);
    check(id, MAXIMUM_ID);
  }

  private static void check(String part, int maximumBytes) {
    if (part.isEmpty() || part.getBytes(StandardCharsets.UTF_8).length > maximumBytes) {
      throw new IllegalArgumentException("no record can stand there");
    }
  }
}
