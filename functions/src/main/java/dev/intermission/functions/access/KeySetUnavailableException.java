package dev.intermission.functions.access;

/// The keys of the JWTs' issuer could not be fetched. A later try may succeed; nothing is known of
/// the token.
public final class KeySetUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param cause what went wrong
  public KeySetUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
