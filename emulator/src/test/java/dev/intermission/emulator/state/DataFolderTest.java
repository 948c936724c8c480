package dev.intermission.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final String DATABASE = "shared-local-instance.db";
  private static final int PAGE = 1024;

  private static byte[] whole;

  @TempDir private Path folder;
  private Path data;
  private Path database;

  @BeforeAll
  static void fill(@TempDir Path earlier) throws IOException {
    Path data = earlier.resolve("data");
    try (var server = DynamoDbLocalServer.onDisk(data, 0);
        var state = LocalState.open(server.endpoint())) {
      for (int i = 0; i < 20; i++) {
        state.put("kind/" + i, "\"" + "kept ".repeat(1000) + "\"");
      }
    }
    whole = Files.readAllBytes(data.resolve(DATABASE));
    assertThat(whole).hasSizeGreaterThan(50 * PAGE);
  }

  @BeforeEach
  void layOut() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    database = Files.write(data.resolve(DATABASE), whole);
  }

  @Test
  void whole_and_empty_data_are_taken() throws IOException {
    assertThatNoException().isThrownBy(() -> DataFolder.open(data).close());
    Files.write(database, new byte[0]);
    assertThatNoException().isThrownBy(() -> DataFolder.open(data).close());
  }

  @Test
  void random_bytes_are_no_data() throws IOException {
    byte[] random = new byte[5000];
    new Random(1).nextBytes(random);
    Files.write(database, random);
    assertDamaged();
  }

  @Test
  void data_that_are_cut_off_are_damaged() throws IOException {
    Files.write(database, Arrays.copyOf(whole, whole.length / 2));
    assertDamaged();
  }

  @Test
  void data_with_another_header_are_damaged() throws IOException {
    overwrite(0, 16);
    assertDamaged();
  }

  @Test
  void data_with_a_bad_page_are_damaged() throws IOException {
    overwrite(20 * PAGE, 4 * PAGE);
    assertDamaged();
  }

  @Test
  void a_file_in_its_place_is_said() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatIllegalStateException()
        .isThrownBy(() -> DataFolder.open(file).close())
        .withMessage(
            "Cannot keep data in %s: it is a file. Choose another folder: INTERMISSION_DATA.",
            file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void its_owner_alone_can_read_what_is_made() throws IOException {
    Path made = folder.resolve("new/data");
    try (var server = DynamoDbLocalServer.onDisk(made, 0);
        var state = LocalState.open(server.endpoint())) {
      state.put("kind/a", "\"kept\"");
      assertOwnersOnly(made);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void what_others_can_read_is_closed_to_them() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-rw-rw-"));
    DataFolder.open(data).close();
    assertOwnersOnly(data);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_folder_that_holds_something_else_stays_open_but_the_data_do_not() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));
    Path other = Files.createFile(data.resolve("other"));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
    DataFolder.open(data).close();
    assertThat(permissions(data)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(other)).isEqualTo("rw-r--r--");
    assertThat(permissions(database)).isEqualTo("rw-------");
  }

  private void assertDamaged() {
    assertThatIllegalStateException()
        .isThrownBy(() -> DataFolder.open(data).close())
        .withMessage(
            "The data in %s is damaged. Delete the folder to begin anew, or choose another:"
                + " INTERMISSION_DATA.",
            data);
    // It is not locked then.
    assertThatIllegalStateException()
        .isThrownBy(() -> DataFolder.open(data).close())
        .withMessageContaining("is damaged");
  }

  private void overwrite(long position, int length) throws IOException {
    byte[] random = new byte[length];
    new Random(1).nextBytes(random);
    try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(random), position);
    }
  }

  private static void assertOwnersOnly(Path data) throws IOException {
    assertThat(permissions(data)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files)
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
