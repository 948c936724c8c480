package dev.intermission.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Measures, and writes `docs/performance.md`. Its arguments: the project's folder, then [Options].
public final class Bench {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int WRONG_USE = 64;

  private Bench() {}

  /// Measures the parts that are asked for, one after the other.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    Options options;
    try {
      options = Options.parse(Arrays.asList(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_USE);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly)));
    boolean isComplete = true;
    for (Options.Part part : options.parts()) {
      try {
        measure(root, options, part);
      } catch (FailedException e) {
        System.err.println(part + ": " + e.getMessage());
        isComplete = false;
      }
    }
    // Jetty's threads are no daemons, and all that has to be written is.
    System.exit(isComplete ? 0 : 1);
  }

  private static void measure(Path root, Options options, Options.Part part)
      throws IOException, InterruptedException {
    Path work = Files.createDirectories(root.resolve("bench/target/work"));
    Instant begun = Instant.now();
    String load = load();
    Section section =
        switch (part) {
          case STARTS -> new Starts(root, work, options).measure();
          case CLASSES -> new ClassCounts(root, work, options).measure();
          case STARVED -> new Starved(root, work, options).measure();
          case WARM -> new Warm(root, work, options).measure();
          case SCALE -> new Scale(root, work, options).measure();
        };
    String text = circumstances(root, begun, load) + "\n" + section.body();
    System.out.println("\n## " + section.heading() + "\n\n" + text);
    if (!options.isPrinted()) {
      Path document = root.resolve("docs/performance.md");
      String before = Files.exists(document) ? Files.readString(document) : "";
      Files.writeString(document, Report.replace(before, section.heading(), text, Section.ORDER));
    }
  }

  private static String circumstances(Path root, Instant begun, String load)
      throws IOException, InterruptedException {
    String commit = output(root, "git", "rev-parse", "--short", "HEAD");
    boolean isChanged =
        !output(root, "git", "status", "--porcelain", "--", ":!docs/performance.md").isEmpty();
    return Report.prose(
        "Measured on %s at commit %s%s, in %d minutes. %s, %d processors, Linux %s, Java %s, Node.js %s. Load average %s at the start, %s at the end."
            .formatted(
                DATE.format(begun),
                commit,
                isChanged ? " with uncommitted changes" : "",
                Math.max(1, Duration.between(begun, Instant.now()).toMinutes()),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                Runtime.version(),
                output(root, "node", "--version").substring(1),
                load,
                load()));
  }

  private static String processor() throws IOException {
    return Files.readString(Path.of("/proc/cpuinfo"))
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static String output(Path directory, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.strip();
  }
}
