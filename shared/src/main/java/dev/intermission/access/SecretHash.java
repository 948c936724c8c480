package dev.intermission.access;

import java.util.Optional;
import java.util.regex.Pattern;

/// The SHA-256 of a secret. Only this is stored of a secret, and it is looked up by it.
///
/// @param hex 64 lower-case hexadecimal digits
public record SecretHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /// @throws IllegalArgumentException if it has another form
  public SecretHash {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a SHA-256");
    }
  }

  static SecretHash of(String text) {
    return new SecretHash(Sha256.hex(text));
  }

  /// Reads one that somebody sent; empty if it has another form.
  public static Optional<SecretHash> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SecretHash(text)) : Optional.empty();
  }
}
