package dev.intermission.emulator.http;

import java.util.List;

/// A response before it is written.
///
/// @param status of HTTP
/// @param headers in order; a name may repeat
/// @param body text; may be empty
record Reply(int status, List<Header> headers, String body) {

  /// One header line.
  record Header(String name, String value) {}

  Reply {
    headers = List.copyOf(headers);
  }
}
