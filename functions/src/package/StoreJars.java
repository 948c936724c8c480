import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Lays out the deployment package: every jar with all that it was published with, in its order, but
/// stored instead of compressed. SAM compresses the whole: one stream over the thousands of small
/// classes of a jar comes out a third smaller than each class by itself, and nothing is left to
/// inflate at start. The same jars give the same bytes.
///
/// Before that, each jar of others is held to its SHA-256 in src/package/jars.sha256, as `sha256sum`
/// writes it. JAR_DIGESTS=renew in the environment writes that file anew.
///
/// Runs in the folder of this module. Arguments: the folder, which holds these jars and no others
/// afterwards; our own jar; the class path.
void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
  Path lib = Path.of(arguments[0]);
  Path own = Path.of(arguments[1]);
  // The other jar of this build, on whose digest nobody could agree beforehand.
  String shared = own.getFileName().toString().replaceFirst("^functions-", "shared-");
  List<Path> jars = new ArrayList<>();
  Map<String, String> published = new TreeMap<>();
  for (String path : arguments[2].split(File.pathSeparator)) {
    // what is no jar is our own classes
    if (path.endsWith(".jar")) {
      Path jar = Path.of(path);
      jars.add(jar);
      String name = jar.getFileName().toString();
      if (!name.equals(shared)) {
        published.put(name, sha256(jar));
      }
    }
  }
  Path digests = Path.of("src/package/jars.sha256");
  if ("renew".equals(System.getenv("JAR_DIGESTS"))) {
    renew(published, digests);
  }
  check(published, digests);

  Files.createDirectories(lib);
  try (var stale = Files.newDirectoryStream(lib)) {
    for (Path file : stale) {
      Files.delete(file);
    }
  }
  store(own, lib);
  for (Path jar : jars) {
    store(jar, lib);
  }
}

String sha256(Path jar) throws IOException, NoSuchAlgorithmException {
  byte[] content = Files.readAllBytes(jar);
  return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
}

void check(Map<String, String> published, Path digests) throws IOException {
  Map<String, String> listed = new TreeMap<>();
  for (String line : Files.readAllLines(digests)) {
    String[] parts = line.split("  ");
    listed.put(parts[1], parts[0]);
  }
  List<String> wrong = new ArrayList<>();
  published.forEach(
      (jar, digest) -> {
        String expected = listed.remove(jar);
        if (expected == null) {
          wrong.add(jar + " is not listed. Its SHA-256 is " + digest);
        } else if (!expected.equals(digest)) {
          wrong.add(jar + " has the SHA-256 " + digest + ", not " + expected);
        }
      });
  listed.keySet().forEach(jar -> wrong.add(jar + " is listed, but not in the package"));
  if (!wrong.isEmpty()) {
    System.err.println(
        "Not as in functions/src/package/jars.sha256; docs/package.md says how to renew it:");
    wrong.forEach(System.err::println);
    System.exit(1);
  }
}

void renew(Map<String, String> published, Path digests) throws IOException {
  StringBuilder lines = new StringBuilder();
  published.forEach(
      (jar, digest) -> lines.append(digest).append("  ").append(jar).append('\n'));
  Files.writeString(digests, lines);
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
