package dev.intermission.emulator.lambda;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The protocol between the platform and its worker.
///
/// The platform writes to the worker's standard input: a secret, one line for each function, an
/// empty line. The worker loads the functions, says on standard output which it could not load and
/// why, then announces its port there, and ends when its input ends. An invocation is a POST of the
/// payload to `/` with the headers below; the response is the function's own with status 200, or
/// its error's message with 500.
final class WorkerProtocol {

  static final String ANNOUNCEMENT = "intermission-worker-listens-on ";
  static final String NOT_LOADED = "intermission-worker-could-not-load ";
  static final String SECRET = "X-Worker-Secret";
  static final String FUNCTION = "X-Function";
  static final String FUNCTION_ARN = "X-Function-Arn";
  static final String REQUEST_ID = "X-Request-Id";
  static final String DEADLINE = "X-Deadline-Ms";
  static final String ERROR_TYPE = "X-Error-Type";

  /// The line that describes a function to the worker.
  ///
  /// @param logicalId what an invocation calls it
  /// @param name for the Context
  /// @param memoryMegabytes for the Context
  /// @param handler as the template says it
  record FunctionLine(String logicalId, String name, int memoryMegabytes, String handler) {

    static FunctionLine parse(String line) {
      List<String> parts =
          Arrays.stream(line.split(" ", -1))
              .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
              .toList();
      return new FunctionLine(
          parts.get(0), parts.get(1), Integer.parseInt(parts.get(2)), parts.get(3));
    }

    String format() {
      return List.of(logicalId, name, String.valueOf(memoryMegabytes), handler).stream()
          .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
          .collect(Collectors.joining(" "));
    }
  }

  private WorkerProtocol() {}
}
