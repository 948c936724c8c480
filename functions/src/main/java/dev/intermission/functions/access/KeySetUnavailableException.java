package dev.intermission.functions.access;

import org.jspecify.annotations.Nullable;

/// The keys of the JWTs' issuer could not be fetched. A later try may succeed; nothing is known of
/// the token.
public final class KeySetUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message for the log: nothing of a token, and nothing of what the issuer answered
  /// @param cause what went wrong, or null
  public KeySetUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
