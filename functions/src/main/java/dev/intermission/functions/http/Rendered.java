package dev.intermission.functions.http;

/// A response as a client gets it, ready to be kept as text.
///
/// @param status of HTTP, three digits
/// @param body its text
public record Rendered(int status, String body) {
  private static final int STATUS_LENGTH = 3;

  /// Reads what [#text] wrote.
  public static Rendered parse(String text) {
    return new Rendered(
        Integer.parseInt(text.substring(0, STATUS_LENGTH)), text.substring(STATUS_LENGTH + 1));
  }

  /// The status and the body in one text.
  public String text() {
    return status + "\n" + body;
  }
}
