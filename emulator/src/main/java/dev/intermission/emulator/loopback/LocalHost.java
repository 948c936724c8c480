package dev.intermission.emulator.loopback;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names that this machine has for itself. A web page can give its own name this machine's
/// address (DNS rebinding); only the `Host` header then tells its requests from local ones.
public final class LocalHost {
  /// The text of a refusal.
  public static final String REFUSAL =
      "This is for this machine only: Host must be localhost, 127.0.0.1 or [::1], with any port.";

  private static final Pattern NAME =
      Pattern.compile(
          "(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

  private LocalHost() {}

  /// Whether the value of a `Host` header names this machine. A missing one does not.
  public static boolean isNamedBy(@Nullable String host) {
    return host != null && NAME.matcher(host).matches();
  }
}
