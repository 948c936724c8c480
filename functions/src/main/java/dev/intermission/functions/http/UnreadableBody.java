package dev.intermission.functions.http;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The reason why a body is not JSON, as far as its text shows it. API Gateway hands a body on as
/// text; bytes that are not UTF-8 come as replacement characters, or as one character each.
final class UnreadableBody {
  private static final String REPLACEMENT = "\ufffd";

  private UnreadableBody() {}

  /// A sentence for the client.
  static String reason(ApiRequest request, String body) {
    if (startsWith(body, "\ufeff", "\u00ef\u00bb\u00bf")) {
      return "The request body begins with a byte order mark (BOM). Send UTF-8 without one.";
    }
    if (isEncoded(request.header("content-encoding"))
        || startsWith(body, "\u001f" + REPLACEMENT, "\u001f\u008b")) {
      return "The request body is compressed. Send plain JSON, without Content-Encoding.";
    }
    if (body.contains("\0")
        || startsWith(body, REPLACEMENT + REPLACEMENT, "\u00ff\u00fe", "\u00fe\u00ff")) {
      return "The request body is not UTF-8, but perhaps UTF-16 or UTF-32. Send JSON in UTF-8.";
    }
    if (body.contains(REPLACEMENT)) {
      return "The request body is not valid UTF-8. Send JSON in UTF-8.";
    }
    return "The request body is not valid JSON. Send a JSON object, or no body.";
  }

  private static boolean startsWith(String body, String... beginnings) {
    return Stream.of(beginnings).anyMatch(body::startsWith);
  }

  private static boolean isEncoded(@Nullable String contentEncoding) {
    return contentEncoding != null
        && !contentEncoding.isBlank()
        && !contentEncoding.strip().equalsIgnoreCase("identity");
  }
}
