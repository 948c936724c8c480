package dev.intermission.emulator.state;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/// The folder that DynamoDB Local keeps its tables in. One process at a time uses it, its owner
/// alone can read it, and its database is checked before DynamoDB Local opens it.
final class DataFolder implements AutoCloseable {
  private static final String DATABASE = "shared-local-instance.db";
  private static final String LOCK = "in-use.lock";
  private static final String TEMPORARY = "tmp";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// The least free space, in bytes: ten times the size of the demo data.
  private static final long LEAST_SPACE = 1024 * 1024;

  private static final Set<PosixFilePermission> OWNERS_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNERS_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path directory;
  private final FileChannel lock;

  private DataFolder(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// Makes the folder where it is missing, and locks and checks it.
  ///
  /// @throws IllegalStateException if it cannot be used; the message says which folder, why, and
  ///   what to do
  static DataFolder open(Path directory) {
    try {
      makeFolder(directory);
      DataFolder folder = new DataFolder(directory, lock(directory));
      try {
        folder.keepToItsOwner();
        folder.provideTemporaryFolder();
        folder.checkSpace();
        folder.checkDatabase();
        return folder;
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot keep data in %s: %s. Choose another folder: INTERMISSION_DATA."
              .formatted(directory, reason(e)),
          e);
    }
  }

  /// The message for when DynamoDB Local fails at the folder.
  static String unusable(Path directory) {
    return "The data in %s cannot be read or written: its disk is full, or it is damaged. %s"
        .formatted(directory, remedy());
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot release the data directory", e);
    }
  }

  private static void makeFolder(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      if (isPosix(parent == null ? directory : parent)) {
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
      } else {
        Files.createDirectory(directory);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw new IOException("it is a file", e);
      }
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // A runner that was just told to end needs a moment for it.
      Instant deadline = Instant.now().plus(PATIENCE);
      do {
        if (isLocked(channel)) {
          return channel;
        }
        Thread.sleep(Duration.ofMillis(100));
      } while (Instant.now().isBefore(deadline));
      channel.close();
      throw new IllegalStateException("Another process uses the data in " + directory);
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + directory, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      // This JVM holds it itself: the same refusal as for another process.
      return false;
    }
  }

  /// Lets only the owner read the folder, whatever the umask. An earlier version may have made it
  /// open. A folder that holds other files keeps its permissions. SQLite gives its journal the
  /// database's permissions.
  private void keepToItsOwner() throws IOException {
    if (!isPosix(directory)) {
      return;
    }
    Path database = directory.resolve(DATABASE);
    if (!Files.exists(database)) {
      // SQLite takes an empty file for a new database.
      Files.createFile(database, PosixFilePermissions.asFileAttribute(OWNERS_FILE));
    }
    List<Path> content;
    try (Stream<Path> files = Files.list(directory)) {
      content = files.toList();
    }
    boolean ownOnly = true;
    for (Path file : content) {
      String name = file.getFileName().toString();
      if (name.equals(LOCK) || name.startsWith(DATABASE)) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.setPosixFilePermissions(file, OWNERS_FILE);
        }
      } else {
        ownOnly &= name.equals(TEMPORARY);
      }
    }
    if (ownOnly) {
      Files.setPosixFilePermissions(directory, OWNERS_FOLDER);
    }
  }

  /// Provides a folder for temporary files if there is none. SQLite's native library is unpacked
  /// there before it is loaded.
  private void provideTemporaryFolder() throws IOException {
    Path given = Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isDirectory(given) || !Files.isWritable(given)) {
      Path own = Files.createDirectories(directory.resolve(TEMPORARY));
      System.setProperty("java.io.tmpdir", own.toString());
    }
  }

  private void checkSpace() throws IOException {
    if (Files.getFileStore(directory).getUsableSpace() < LEAST_SPACE) {
      throw new IllegalStateException(
          "The disk of %s is full. Free some space, or choose another folder: INTERMISSION_DATA."
              .formatted(directory));
    }
  }

  /// Checks the database file. With a damaged one, DynamoDB Local prints a stack trace for each
  /// request.
  private void checkDatabase() throws IOException {
    Path database = directory.resolve(DATABASE);
    if (!Files.exists(database)) {
      return;
    }
    try {
      SQLiteLibraryLoader.initialize();
    } catch (Exception e) {
      throw new IllegalStateException(
          "SQLite's native library cannot be unpacked into %s and loaded from there. Choose another folder: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=..."
              .formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
    SQLiteConnection connection = new SQLiteConnection(database.toFile());
    try {
      connection.open(false);
      SQLiteStatement check = connection.prepare("PRAGMA quick_check(1)");
      if (!check.step() || !check.columnString(0).equals("ok")) {
        throw damaged(null);
      }
    } catch (SQLiteException e) {
      throw damaged(e);
    } finally {
      connection.dispose();
    }
  }

  private IllegalStateException damaged(@Nullable SQLiteException cause) {
    return new IllegalStateException(
        "The data in %s is damaged. %s".formatted(directory, remedy()), cause);
  }

  private static String remedy() {
    return "Delete the folder to begin anew, or choose another: INTERMISSION_DATA.";
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static boolean isPosix(Path directory) {
    return Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null;
  }
}
