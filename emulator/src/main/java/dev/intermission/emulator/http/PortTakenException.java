package dev.intermission.emulator.http;

import java.io.IOException;

/// The port is already in use. The message is one line for people.
public final class PortTakenException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int port;

  /// The refusal of `port`.
  public PortTakenException(int port, IOException cause) {
    super("Port %d on 127.0.0.1 is taken".formatted(port), cause);
    this.port = port;
  }

  /// The port that was asked for.
  public int port() {
    return port;
  }
}
