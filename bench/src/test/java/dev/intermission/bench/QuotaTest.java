package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
  private final Path mounted;

  QuotaTest(@TempDir Path mounted) {
    this.mounted = mounted;
  }

  @Test
  @SuppressWarnings("resource") // a folder with files cannot be removed as a group is
  void version_1_has_a_file_for_the_period_and_one_for_the_quota() throws IOException {
    Files.createDirectory(mounted.resolve("cpu"));
    Files.createFile(mounted.resolve("cpu/tasks"));
    Quota.open(mounted, "bench", 0.25).add(17);
    assertThat(mounted.resolve("cpu/bench/cpu.cfs_period_us")).hasContent("20000");
    assertThat(mounted.resolve("cpu/bench/cpu.cfs_quota_us")).hasContent("5000");
    assertThat(mounted.resolve("cpu/bench/cgroup.procs")).hasContent("17");
  }

  @Test
  @SuppressWarnings("resource")
  void version_2_has_one_file_for_both() throws IOException {
    Files.writeString(mounted.resolve("cgroup.subtree_control"), "cpuset cpu io\n");
    Quota.open(mounted, "bench", Quota.OF_1024_MB).add(17);
    assertThat(mounted.resolve("bench/cpu.max")).hasContent("11577 20000");
    assertThat(mounted.resolve("bench/cgroup.procs")).hasContent("17");
  }

  @Test
  void without_the_processor_among_the_controllers_there_is_no_quota() throws IOException {
    Files.writeString(mounted.resolve("cgroup.subtree_control"), "cpuset io\n");
    assertThatThrownBy(() -> Quota.open(mounted, "bench", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no control groups");
  }
}
