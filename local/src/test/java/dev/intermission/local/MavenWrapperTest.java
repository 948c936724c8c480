package dev.intermission.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The surroundings in which `mvnw` starts Maven, with a Maven that only tells them.
@DisabledOnOs(OS.WINDOWS)
class MavenWrapperTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path home;

  @Test
  void in_an_ascii_locale_maven_gets_one_that_can_name_every_folder() throws Exception {
    for (Map<String, String> ascii :
        List.of(
            Map.<String, String>of(),
            Map.of("LANG", "C"),
            Map.of("LC_ALL", "POSIX", "LANG", "C.UTF-8"),
            Map.of("LANG", "no_SUCH.locale"))) {
      assertThat(told(ascii)).as(ascii.toString()).startsWith("LC_ALL=C.UTF-8 ");
    }
  }

  @Test
  void another_locale_stays() throws Exception {
    assertThat(told(Map.of("LC_ALL", "C.UTF-8", "LANG", "C"))).startsWith("LC_ALL=C.UTF-8 ");
    assertThat(told(Map.of("LANG", "C.UTF-8"))).startsWith("LC_ALL= ");
  }

  @Test
  void a_temporary_folder_that_is_not_there_is_forgotten() throws Exception {
    String missing = home.resolve("missing").toString();
    assertThat(told(Map.of("TMPDIR", missing))).endsWith("TMPDIR=");
    assertThat(told(Map.of("TMPDIR", home.toString()))).endsWith("TMPDIR=" + home);
  }

  @Test
  void too_few_file_handles_are_said_in_one_line() throws Exception {
    assertThat(told(Map.of(), "sh", "-c", "ulimit -n 48; exec \"$0\""))
        .isEqualTo(
            "Only 48 files may be open at a time here, and Intermission needs 256: ulimit -n 1024\n");
    assertThat(told(Map.of(), "sh", "-c", "ulimit -n 256; exec \"$0\"")).startsWith("LC_ALL=");
  }

  private String told(Map<String, String> environment, String... before) throws IOException {
    Properties wrapper = new Properties();
    try (var file =
        Files.newBufferedReader(PROJECT.resolve(".mvn/wrapper/maven-wrapper.properties"))) {
      wrapper.load(file);
    }
    String url = wrapper.getProperty("distributionUrl");
    String name = url.substring(url.lastIndexOf('/') + 1).replace("-bin.zip", "");
    Path bin =
        Files.createDirectories(
            home.resolve("wrapper/dists")
                .resolve(name)
                .resolve(Integer.toHexString(url.hashCode()))
                .resolve("bin"));
    Path maven =
        Files.writeString(
            bin.resolve("mvn"), "#!/bin/sh\nprintf %s \"LC_ALL=${LC_ALL-} TMPDIR=${TMPDIR-}\"\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(List.of(before));
    command.add(PROJECT.resolve("mvnw").toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().put("MAVEN_USER_HOME", home.toString());
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(environment);
    Process wrapped = builder.redirectErrorStream(true).start();
    return new String(wrapped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
