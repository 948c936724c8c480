package dev.intermission.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The size of a deployment package as it is uploaded.
final class ZippedPackage {
  private ZippedPackage() {}

  /// The bytes of a zip of that folder.
  static long size(Path folder) throws IOException {
    Counter counter = new Counter();
    try (ZipOutputStream zip = new ZipOutputStream(counter);
        Stream<Path> files = Files.walk(folder)) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : sorted) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return counter.bytes;
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] values, int from, int count) {
      bytes += count;
    }
  }
}
