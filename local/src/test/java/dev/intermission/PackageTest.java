package dev.intermission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// The deployment package: its libraries, their licences, and that it runs on Lambda. Each library
/// is in it by a decision. Stands in the last module: it reads the package as it was built, and
/// looks for classes of all modules in it.
class PackageTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path FUNCTIONS = PROJECT.resolve("functions/target");
  private static final Path PACKAGE = FUNCTIONS.resolve("lambda");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(?<jar>[^`]+)` \\| (?<licence>[^|]+) \\|", Pattern.MULTILINE);
  private static final String OURS = "ours";

  private final JsonNode bom;
  private final List<Jar> jars;

  /// @param sha256 of the jar as it was published; empty for the package's own
  private record Jar(String name, String version, String licence, String sha256) {
    String file() {
      return name + "-" + version + ".jar";
    }

    Path packed() {
      return PACKAGE.resolve("lib").resolve(file());
    }

    /// As it was published: the tests run with the same jars.
    Path published() {
      return onClassPath(file());
    }
  }

  PackageTest() throws IOException {
    bom = new ObjectMapper().readTree(FUNCTIONS.resolve("bom.json").toFile());
    jars =
        Stream.concat(
                Stream.of(bom.path("metadata").path("component")),
                bom.path("components").valueStream())
            .map(PackageTest::jar)
            .toList();
  }

  @Test
  void every_jar_is_on_the_list_with_its_licence_and_the_list_has_no_other() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/package.md"));
    Map<String, String> list =
        ROW.matcher(page)
            .results()
            .collect(Collectors.toMap(row -> row.group("jar"), row -> row.group("licence")));
    assertThat(jars.stream().collect(Collectors.toMap(Jar::name, Jar::licence)).entrySet())
        .containsExactlyInAnyOrderElementsOf(list.entrySet());
  }

  @Test
  void the_package_is_the_jars_of_the_bill_of_materials_and_nothing_else() throws IOException {
    assertThat(files())
        .containsExactlyInAnyOrderElementsOf(jars.stream().map(Jar::packed).toList());
  }

  @Test
  void every_jar_has_exactly_what_was_published_under_its_hash() throws Exception {
    for (Jar jar : jars) {
      assertThat(contents(jar.packed()).entrySet())
          .as(jar.file())
          .containsExactlyInAnyOrderElementsOf(contents(jar.published()).entrySet());
      if (!jar.sha256().isEmpty()) {
        assertThat(sha256(jar.published())).as(jar.file()).isEqualTo(jar.sha256());
      }
    }
  }

  /// Maven's JDK may be another one from build to build.
  @Test
  void our_jars_depend_neither_on_the_version_of_mavens_jdk_nor_on_its_zlib() throws IOException {
    assertThat(jars).filteredOn(jar -> jar.licence().equals(OURS)).hasSize(2);
    for (Jar jar : jars) {
      if (jar.licence().equals(OURS)) {
        try (JarFile file = new JarFile(jar.published().toFile())) {
          assertThat(file.getManifest().getMainAttributes())
              .as(jar.file())
              .containsOnlyKeys(Attributes.Name.MANIFEST_VERSION);
          assertThat(file.stream())
              .as(jar.file())
              .extracting(ZipEntry::getMethod)
              .containsOnly(ZipEntry.STORED);
        }
      }
    }
  }

  @Test
  void nothing_of_the_tests_of_the_local_runner_or_of_dynamodb_local_is_in_it() throws IOException {
    Set<String> forbidden = new HashSet<>();
    for (String folder :
        List.of(
            "shared/target/test-classes",
            "emulator/target/test-classes",
            "emulator/target/classes",
            "functions/target/test-classes",
            "local/target/test-classes",
            "local/target/classes")) {
      Path classes = PROJECT.resolve(folder);
      try (Stream<Path> files = Files.walk(classes)) {
        files.map(file -> classes.relativize(file).toString()).forEach(forbidden::add);
      }
    }
    Path dynamoDbLocal =
        classPath()
            .filter(jar -> jar.getFileName().toString().startsWith("DynamoDBLocal-"))
            .findFirst()
            .orElseThrow();
    forbidden.addAll(contents(dynamoDbLocal).keySet());
    forbidden.removeIf(file -> !file.endsWith(".class") || file.endsWith("package-info.class"));
    assertThat(forbidden).hasSizeGreaterThan(1000);
    try (Stream<Path> files = Files.list(PACKAGE.resolve("lib"))) {
      for (Path jar : files.toList()) {
        assertThat(contents(jar).keySet())
            .as(jar.toString())
            .doesNotContainAnyElementsOf(forbidden);
      }
    }
  }

  /// Lambda loads and unpacks it before a cold start.
  @Test
  void zipped_as_sam_does_it_is_smaller_than_8_megabytes() throws IOException {
    AtomicLong size = new AtomicLong();
    OutputStream counted =
        new OutputStream() {
          @Override
          public void write(int b) {
            size.incrementAndGet();
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            size.addAndGet(length);
          }
        };
    try (ZipOutputStream zip = new ZipOutputStream(counted)) {
      for (Path file : files()) {
        zip.putNextEntry(new ZipEntry(PACKAGE.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    assertThat(size.get()).isLessThan(6_500_000);
  }

  @Test
  void the_bill_of_materials_is_the_same_from_build_to_build() {
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bom.has("serialNumber")).isFalse();
    assertThat(bom.path("metadata").has("timestamp")).isFalse();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(PACKAGE)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Jar jar(JsonNode component) {
    String licences =
        component
            .path("licenses")
            .valueStream()
            .map(licence -> licence.path("license").path("id").asText())
            .collect(Collectors.joining(", "));
    String sha256 =
        component
            .path("hashes")
            .valueStream()
            .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
            .map(hash -> hash.path("content").asText())
            .collect(Collectors.joining());
    return new Jar(
        component.path("name").asText(),
        component.path("version").asText(),
        component.path("group").asText().equals("dev.intermission") ? OURS : licences,
        sha256);
  }

  /// Each entry's length and checksum.
  private static Map<String, String> contents(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .collect(
              Collectors.toMap(ZipEntry::getName, entry -> entry.getSize() + " " + entry.getCrc()));
    }
  }

  private static String sha256(Path file) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static Path onClassPath(String file) {
    return classPath()
        .filter(path -> path.endsWith(file))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " is not what the tests run with"));
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
        .map(Path::of);
  }
}
