package dev.intermission.functions.http;

import java.util.Set;

/// A response as a client gets it, ready to be kept as text.
///
/// @param status of HTTP, three digits
/// @param body its text
public record Rendered(int status, String body) {
  private static final int STATUS_LENGTH = 3;

  private static final Set<Integer> KEPT = Set.of(200, 400, 404);

  /// Reads what [#text] wrote.
  public static Rendered parse(String text) {
    return new Rendered(
        Integer.parseInt(text.substring(0, STATUS_LENGTH)), text.substring(STATUS_LENGTH + 1));
  }

  /// The status and the body in one text, to be kept.
  ///
  /// @throws IllegalStateException if no response of that status may be kept: the same request may
  ///   meet another one later
  public String text() {
    if (!KEPT.contains(status)) {
      throw new IllegalStateException("a response of status " + status + " is never kept");
    }
    return status + "\n" + body;
  }
}
