package dev.intermission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No cycles between the packages of a module. Reads the sources, where one package names another
/// in an import or in full.
class PackageCirclesTest {
  private static final Pattern DECLARATION = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern PACKAGE =
      Pattern.compile("\\bdev\\.intermission(?:\\.[a-z]\\w*)*(?=\\.[A-Z])");

  @ParameterizedTest
  @ValueSource(strings = {"shared", "emulator", "functions", "local"})
  void no_package_depends_on_itself_by_way_of_others(String module) throws IOException {
    Map<String, Set<String>> left = arrows(Path.of("..", module, "src/main/java"));
    assertThat(left).hasSizeGreaterThan(3);
    while (left.keySet().removeIf(name -> Collections.disjoint(left.get(name), left.keySet()))) {
      // Floor by floor, from below.
    }
    left.values().forEach(named -> named.retainAll(left.keySet()));
    assertThat(left).as("circles, and the packages above them").isEmpty();
  }

  /// The packages that each package of a source folder depends on.
  private static Map<String, Set<String>> arrows(Path sources) throws IOException {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (Path file : javaFiles(sources)) {
      String text = Files.readString(file);
      String name = DECLARATION.matcher(text).results().findFirst().orElseThrow().group(1);
      Set<String> named = arrows.computeIfAbsent(name, unseen -> new TreeSet<>());
      PACKAGE.matcher(text).results().map(MatchResult::group).forEach(named::add);
      named.remove(name);
    }
    return arrows;
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
