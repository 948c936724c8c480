package dev.intermission.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Counts the classes that are loaded between a restore and the first response. One process each,
/// which is not timed.
final class ClassCounts {
  private static final int GOAL = 100;
  private static final long REST_MILLIS = 1000;

  private final Path root;
  private final Path work;
  private final Options options;

  ClassCounts(Path root, Path work, Options options) {
    this.root = root;
    this.work = work;
    this.options = options;
  }

  Section measure() throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    try (Services services = new Services(root, work)) {
      Programs programs = new Programs(root, work, services);
      List<Path> packages = new ArrayList<>(List.of(programs.ours()));
      packages.addAll(options.packages());
      for (int i = 0; i < packages.size(); i++) {
        for (Operation operation : Operation.OF_STARTS) {
          String name = operation.text() + (i == 0 ? "" : " (package " + i + ")");
          if (options.only().matcher(name).find()) {
            rows.add(row(name, count(programs, name, packages.get(i), operation)));
          }
        }
      }
    }
    List<String> head = new ArrayList<>(List.of("first after the restore", "classes", "goal"));
    for (LoadedClasses.Group group : LoadedClasses.Group.values()) {
      head.add(group.text());
    }
    return new Section(
        Section.CLASSES,
        Report.prose(
                "Classes that a restored process loads until its first response (C1). They do not depend on the machine.")
            + "\n"
            + Report.table(head, rows));
  }

  private List<String> count(Programs programs, String name, Path task, Operation operation)
      throws IOException, InterruptedException {
    Path log = work.resolve("classes-" + name.replaceAll("[^A-Za-z0-9]+", "-") + ".txt");
    Files.deleteIfExists(log);
    List<String> flags = new ArrayList<>(Tiers.C1.flags());
    flags.add("-Xlog:class+load:file=" + log + ":none");
    Operation.Prepared prepared = operation.prepare(root, programs.services());
    try (FunctionProcess process =
        FunctionProcess.start(
            programs.restored(
                "classes " + name, task, operation.function(), flags, programs.more(operation)),
            work)) {
      process.awaitCheckpoint();
      Thread.sleep(REST_MILLIS);
      programs.services().dropConnections();
      int before = Files.readAllLines(log).size();
      FunctionProcess.Answered answered = process.restoreAndInvoke(prepared.event());
      List<String> lines = Files.readAllLines(log);
      if (!prepared.isDone().test(answered)) {
        throw new FailedException(name + ": " + answered.body() + "\n" + process.endOfLog());
      }
      List<String> after = lines.subList(before, lines.size());
      Files.write(log, after);
      return after;
    }
  }

  private List<String> row(String name, List<String> loaded) throws FailedException {
    List<String> row =
        new ArrayList<>(List.of(name, Integer.toString(loaded.size()), "below " + GOAL));
    Map<LoadedClasses.Group, Integer> counts = LoadedClasses.count(loaded);
    counts.values().forEach(count -> row.add(Integer.toString(count)));
    Integer limit = options.atMost();
    if (limit != null && loaded.size() > limit) {
      throw new FailedException(
          "%s loads %d classes after the restore, more than %d; they are listed in %s"
              .formatted(name, loaded.size(), limit, work));
    }
    return row;
  }
}
