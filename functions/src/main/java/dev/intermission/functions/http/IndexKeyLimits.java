package dev.intermission.functions.http;

import dev.intermission.read.IndexKey;
import java.nio.charset.StandardCharsets;

/// The limits of DynamoDB for the keys of an index.
///
/// Anybody can make up a cursor, of a place where no item can be. DynamoDB would refuse to read on
/// from there, which would look like a fault of ours.
final class IndexKeyLimits {
  /// The limit of a sort key.
  private static final int MAXIMUM_CREATED_AT_BYTES = 1024;

  /// The limit of a partition key, which the id is in the table.
  private static final int MAXIMUM_ID_BYTES = 2048;

  private IndexKeyLimits() {}

  /// Whether an item can be at that place. DynamoDB takes no empty key, and none that is too long.
  static boolean canBeAt(IndexKey place) {
    return fits(place.createdAt(), MAXIMUM_CREATED_AT_BYTES) && fits(place.id(), MAXIMUM_ID_BYTES);
  }

  private static boolean fits(String key, int maximumBytes) {
    return !key.isEmpty() && key.getBytes(StandardCharsets.UTF_8).length <= maximumBytes;
  }
}
