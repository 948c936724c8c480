package dev.intermission.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A limit of processor time, by a control group of Linux, version 1 or 2.
final class Quota implements AutoCloseable {
  /// The share of a core of a started function with 1,024 MB.
  static final double OF_1024_MB = 1024 / 1769.0;

  // Short, so that a process is not stopped for long at once.
  private static final int PERIOD_MICROS = 20_000;

  private static final Path MOUNTED = Path.of("/sys/fs/cgroup");

  private final Path group;

  private Quota(Path group) {
    this.group = group;
  }

  /// Makes a group on this machine.
  ///
  /// @param cores the processor time, in cores
  /// @throws IOException if that is not possible here: the message says why
  static Quota open(double cores) throws IOException {
    return open(MOUNTED, "intermission-bench-" + ProcessHandle.current().pid(), cores);
  }

  /// Makes a group.
  ///
  /// @param mounted where the control groups are
  static Quota open(Path mounted, String name, double cores) throws IOException {
    Path parent = parent(mounted);
    if (parent == null) {
      throw new IOException("no control groups with a processor quota are mounted at " + mounted);
    }
    Path group = parent.resolve(name);
    try {
      Files.createDirectories(group);
      long quota = Math.round(PERIOD_MICROS * cores);
      if (parent.equals(mounted)) {
        write(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
      } else {
        write(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
        write(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
      }
    } catch (IOException e) {
      throw new IOException("no processor quota can be set (" + e + "): it takes root", e);
    }
    return new Quota(group);
  }

  /// Limits a process from now on, with all its threads.
  void add(long pid) throws IOException {
    write(group.resolve("cgroup.procs"), Long.toString(pid));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(group);
  }

  private static @Nullable Path parent(Path mounted) throws IOException {
    Path first = mounted.resolve("cpu");
    if (Files.exists(first.resolve("cpu.cfs_quota_us")) || Files.exists(first.resolve("tasks"))) {
      return first;
    }
    Path controllers = mounted.resolve("cgroup.subtree_control");
    return Files.exists(controllers)
            && (" " + Files.readString(controllers).strip() + " ").contains(" cpu ")
        ? mounted
        : null;
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
