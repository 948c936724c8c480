import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Lays out the deployment package: every jar with all that it was published with, in its order, but
/// stored instead of compressed. SAM compresses the whole: one stream over the thousands of small
/// classes of a jar comes out a third smaller than each class by itself, and nothing is left to
/// inflate at start. The same jars give the same bytes.
///
/// Arguments: the folder, which holds these jars and no others afterwards; our own jar; the class path.
void main(String[] arguments) throws IOException {
  Path lib = Path.of(arguments[0]);
  Files.createDirectories(lib);
  try (var stale = Files.newDirectoryStream(lib)) {
    for (Path file : stale) {
      Files.delete(file);
    }
  }
  store(Path.of(arguments[1]), lib);
  for (String path : arguments[2].split(File.pathSeparator)) {
    // what is no jar is our own classes
    if (path.endsWith(".jar")) {
      store(Path.of(path), lib);
    }
  }
}

void store(Path jar, Path lib) throws IOException {
  try (ZipFile published = new ZipFile(jar.toFile());
      OutputStream file = Files.newOutputStream(lib.resolve(jar.getFileName()));
      ZipOutputStream stored = new ZipOutputStream(file)) {
    stored.setMethod(ZipOutputStream.STORED);
    for (var entries = published.entries(); entries.hasMoreElements(); ) {
      ZipEntry from = entries.nextElement();
      ZipEntry to = new ZipEntry(from.getName());
      to.setTimeLocal(from.getTimeLocal());
      to.setSize(from.getSize());
      to.setCrc(from.getCrc());
      stored.putNextEntry(to);
      try (InputStream content = published.getInputStream(from)) {
        content.transferTo(stored);
      }
    }
  }
}
