package dev.intermission.once;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The key of a client for a request that it may send again. Two callers' keys never meet, even
/// when they are the same text.
///
/// @param owner whose it is, as [dev.intermission.access.Holder#ownerId] says it
public record IdempotencyKey(String owner, String key) {
  private static final int MAXIMUM_BYTES = 255;

  /// Reads a key that a client sent. Empty if it is blank or longer than 255 bytes as they were
  /// sent.
  ///
  /// @param text with a character for each byte, as HTTP/1.1 reads header bytes; or, where any
  ///   character is above U+00FF, read as UTF-8
  public static Optional<IdempotencyKey> parse(String owner, String text) {
    return text.isBlank() || bytes(text) > MAXIMUM_BYTES
        ? Optional.empty()
        : Optional.of(new IdempotencyKey(owner, text));
  }

  private static int bytes(String text) {
    boolean isByteEach = text.chars().allMatch(character -> character <= 0xff);
    return isByteEach ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
