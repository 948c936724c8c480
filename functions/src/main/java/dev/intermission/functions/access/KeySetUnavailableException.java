package dev.intermission.functions.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Signals that the keys of the JWTs' issuer cannot be fetched now. A later try may succeed;
/// nothing is known of the token.
public final class KeySetUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /// Signals a failed fetch, which may be tried again at once.
  ///
  /// @param message for the log: nothing of a token, and nothing of the issuer's response
  /// @param cause what went wrong, or null
  public KeySetUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, Duration.ZERO);
  }

  /// @param message for the log: nothing of a token, and nothing of the issuer's response
  /// @param cause what went wrong, or null
  /// @param retryAfter when the keys may be fetched again
  public KeySetUnavailableException(
      String message, @Nullable Throwable cause, Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /// The time from now until the keys may be fetched again.
  public Duration retryAfter() {
    return retryAfter;
  }
}
