package dev.intermission.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;

/// This process's standard output and error, both through a [LineQueue]. A script that reads up to
/// the address and no further must stop neither the API nor the end of the process.
///
/// Holds the output of a start until the platform has started. If the start fails, one line says
/// why, in place of the output of the parts.
final class Console {
  /// The most bytes that wait: more than an hour of steady use prints.
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final Duration TO_PRINT = Duration.ofSeconds(1);

  private final LineQueue out;
  private final LineQueue err;

  private Console() {
    out = new LineQueue("stdout", new FileOutputStream(FileDescriptor.out), MOST_BYTES);
    err = new LineQueue("stderr", new FileOutputStream(FileDescriptor.err), MOST_BYTES);
  }

  /// Takes the place of `System.out` and `System.err`, before anything is printed or keeps them.
  static Console install() {
    Console console = new Console();
    System.setOut(new PrintStream(console.out, true, System.out.charset()));
    System.setErr(new PrintStream(console.err, true, System.err.charset()));
    return console;
  }

  /// Prints the held output and all that follows.
  void release() {
    out.release();
    err.release();
  }

  /// Takes back the held output.
  String takeBack() {
    return out.takeBack() + err.takeBack();
  }

  /// Waits for all to be printed, but not for long.
  void finish() {
    try {
      out.await(TO_PRINT);
      err.await(TO_PRINT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
