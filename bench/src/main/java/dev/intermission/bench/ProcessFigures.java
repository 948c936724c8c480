package dev.intermission.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The processor time and memory of a process, as Linux counts them in `/proc`.
final class ProcessFigures {
  /// Linux shows these figures in ticks of a hundredth of a second on every platform.
  private static final double MILLIS_PER_TICK = 10;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private ProcessFigures() {}

  /// The processor time of all its threads so far, in ms.
  static double cpuMillis(long pid) throws IOException {
    return cpuMillis(Files.readString(Path.of("/proc/" + pid + "/stat")));
  }

  /// The same, from the text of `stat`.
  static double cpuMillis(String stat) {
    // The name, which comes second, may hold spaces and brackets.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        * MILLIS_PER_TICK;
  }

  /// The resident memory, in MB.
  static double residentMegabytes(long pid) throws IOException {
    return residentMegabytes(Files.readString(Path.of("/proc/" + pid + "/status")));
  }

  /// The same, from the text of `status`.
  static double residentMegabytes(String status) {
    return status
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }
}
