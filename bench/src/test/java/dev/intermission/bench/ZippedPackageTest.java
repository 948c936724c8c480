package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZippedPackageTest {
  @Test
  void a_package_counts_as_it_is_compressed(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/a.jar"), "a".repeat(100_000));
    assertThat(ZippedPackage.size(folder)).isBetween(100L, 1_000L);
  }
}
