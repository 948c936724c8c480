package dev.intermission.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Measures the way to the first response, from a start and from a restore.
final class Starts {
  private static final int ROUNDS = 10;
  private static final int TRAINING = 10;

  // The compiler's threads end what they have to do, as before a real restore.
  private static final long REST_MILLIS = 1000;

  /// One measured start. Of a restored one, `first` begins with the restore.
  private record Start(
      double initMillis,
      double firstMillis,
      double initCpu,
      double firstCpu,
      double residentMegabytes) {

    double wholeMillis() {
      return initMillis + firstMillis;
    }

    double wholeCpu() {
      return initCpu + firstCpu;
    }
  }

  /// A way to start once.
  @FunctionalInterface
  private interface Once {
    Start run() throws IOException, InterruptedException;
  }

  /// The tables of the report.
  private enum Kind {
    WHOLE,
    RESTORED,
    LIMITED
  }

  /// A way to start, and the starts that were measured.
  ///
  /// @param failures those whose response was none or not the expected one; they count nowhere else
  private record Variant(
      String name, Kind kind, Once once, List<Start> starts, List<String> failures) {
    Variant(String name, Kind kind, Once once) {
      this(name, kind, once, new ArrayList<>(), new ArrayList<>());
    }

    void measure() throws IOException, InterruptedException {
      try {
        starts.add(once.run());
      } catch (FailedException e) {
        failures.add(e.getMessage());
        System.err.println(name + ": " + e.getMessage());
      }
    }

    String title() {
      return failures.isEmpty()
          ? name
          : "%s; %d of %d failed".formatted(name, failures.size(), failures.size() + starts.size());
    }
  }

  private final Path root;
  private final Path work;
  private final Options options;

  private final Set<Path> trained = new HashSet<>();

  /// Why there is no quota; empty if there is one.
  private String unlimited = "";

  Starts(Path root, Path work, Options options) {
    this.root = root;
    this.work = work;
    this.options = options;
  }

  Section measure() throws IOException, InterruptedException {
    try (Services services = new Services(root, work);
        @Nullable Quota quota = quota()) {
      Programs programs = new Programs(root, work, services);
      Variant node =
          new Variant("Node.js peer", Kind.WHOLE, () -> cold(programs, programs.node(), null));
      Variant limitedNode =
          new Variant("Node.js peer", Kind.LIMITED, () -> cold(programs, programs.node(), quota));
      List<Variant> variants = new ArrayList<>(List.of(node));
      if (quota != null) {
        variants.add(limitedNode);
      }
      variants(programs, quota).stream()
          .filter(variant -> quota != null || variant.kind() != Kind.LIMITED)
          .filter(variant -> options.only().matcher(variant.name()).find())
          .forEach(variants::add);
      List<Variant> turns = new ArrayList<>(variants);
      // Once each unmeasured: the file cache, and this process itself.
      for (Variant variant : turns) {
        new Variant(variant.name(), variant.kind(), variant.once()).measure();
      }
      int rounds = options.roundsOr(ROUNDS);
      for (int round = 0; round < rounds; round++) {
        Collections.rotate(turns, 1);
        for (Variant variant : turns) {
          variant.measure();
        }
        System.err.println("starts: round " + (round + 1) + " of " + rounds);
      }
      return new Section(Section.STARTS, body(variants, node, limitedNode, rounds));
    }
  }

  private @Nullable Quota quota() {
    try {
      return Quota.open(Quota.OF_1024_MB);
    } catch (IOException e) {
      unlimited = Objects.toString(e.getMessage(), "");
      return null;
    }
  }

  private List<Variant> variants(Programs programs, @Nullable Quota quota) {
    List<Variant> variants = new ArrayList<>();
    variants.add(
        new Variant(
            "plain Java, managed flags",
            Kind.WHOLE,
            () -> cold(programs, programs.plainJava(), null)));
    addOurs(variants, programs, "", programs.ours(), quota);
    int number = 0;
    for (Path other : options.packages()) {
      number++;
      addOurs(variants, programs, " (package " + number + ")", other, quota);
    }
    return variants;
  }

  private void addOurs(
      List<Variant> variants, Programs programs, String suffix, Path task, @Nullable Quota quota) {
    for (Tiers tiers : List.of(Tiers.C1, Tiers.FULL)) {
      String name = "cold, " + tiers.text() + suffix;
      FunctionProcess.Launch launch =
          programs.cold(name, task, Operation.TIMED_PAUSE.function(), tiers.flags(), Map.of());
      variants.add(new Variant(name, Kind.WHOLE, () -> cold(programs, launch, null)));
      if (tiers == Tiers.C1) {
        variants.add(new Variant(name, Kind.LIMITED, () -> cold(programs, launch, quota)));
      }
    }
    String aot = "own class path, AOT cache, C1" + suffix;
    Path cache = work.resolve("aot" + suffix.replaceAll("\\W", "") + ".cache");
    variants.add(
        new Variant(
            aot,
            Kind.WHOLE,
            () -> {
              if (trained.add(cache)) {
                trainAotCache(programs, task, cache);
              }
              return cold(
                  programs,
                  programs.ownClassPath(
                      aot,
                      task,
                      Operation.TIMED_PAUSE.function(),
                      with(Tiers.C1, "-XX:AOTCache=" + cache)),
                  null);
            }));
    for (Operation operation : Operation.OF_STARTS) {
      for (Tiers tiers : List.of(Tiers.FULL, Tiers.C1)) {
        String name = "restored, " + tiers.text() + ": " + operation.text() + suffix;
        FunctionProcess.Launch launch =
            programs.restored(
                name, task, operation.function(), tiers.flags(), programs.more(operation));
        variants.add(
            new Variant(name, Kind.RESTORED, () -> restored(programs, launch, operation, null)));
        if (operation == Operation.TIMED_PAUSE) {
          variants.add(
              new Variant(name, Kind.LIMITED, () -> restored(programs, launch, operation, quota)));
        }
      }
    }
  }

  private Start cold(Programs programs, FunctionProcess.Launch launch, @Nullable Quota quota)
      throws IOException, InterruptedException {
    Operation.Prepared prepared = Operation.TIMED_PAUSE.prepare(root, programs.services());
    try (FunctionProcess process = FunctionProcess.start(launch, work)) {
      double init = process.awaitInit();
      double initCpu = process.cpuMillis();
      if (quota != null) {
        quota.add(process.pid());
      }
      return start(process, prepared, process.invoke(prepared.event()), init, initCpu);
    }
  }

  private Start restored(
      Programs programs, FunctionProcess.Launch launch, Operation operation, @Nullable Quota quota)
      throws IOException, InterruptedException {
    Operation.Prepared prepared = operation.prepare(root, programs.services());
    try (FunctionProcess process = FunctionProcess.start(launch, work)) {
      double init = process.awaitCheckpoint();
      Thread.sleep(REST_MILLIS);
      programs.services().dropConnections();
      double initCpu = process.cpuMillis();
      if (quota != null) {
        quota.add(process.pid());
      }
      return start(process, prepared, process.restoreAndInvoke(prepared.event()), init, initCpu);
    }
  }

  private static Start start(
      FunctionProcess process,
      Operation.Prepared prepared,
      FunctionProcess.Answered answered,
      double init,
      double initCpu)
      throws IOException {
    double cpu = process.cpuMillis();
    if (!prepared.isDone().test(answered)) {
      throw new FailedException(answered.body() + "\n" + process.endOfLog());
    }
    return new Start(
        init, answered.wallMillis(), initCpu, cpu - initCpu, process.residentMegabytes());
  }

  // ------------------------------------------------------------------ the AOT cache

  /// Makes the cache by a process that serves some requests.
  private void trainAotCache(Programs programs, Path task, Path cache)
      throws IOException, InterruptedException {
    Files.deleteIfExists(cache);
    FunctionProcess.Launch launch =
        programs.ownClassPath(
            "aot training",
            task,
            Operation.TIMED_PAUSE.function(),
            with(Tiers.C1, "-XX:AOTCacheOutput=" + cache));
    try (FunctionProcess process = FunctionProcess.start(launch, work)) {
      for (int i = 0; i < TRAINING; i++) {
        process.invoke(Operation.TIMED_PAUSE.prepare(root, programs.services()).event());
      }
      process.end();
      if (!Files.exists(cache)) {
        throw new FailedException("No AOT cache was written:\n" + process.endOfLog());
      }
    }
  }

  private static List<String> with(Tiers tiers, String flag) {
    List<String> flags = new ArrayList<>(tiers.flags());
    flags.add(flag);
    return flags;
  }

  // ------------------------------------------------------------------ the report

  private String body(List<Variant> variants, Variant node, Variant limitedNode, int rounds)
      throws IOException {
    Map<Kind, List<List<String>>> rows = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      rows.put(kind, new ArrayList<>());
    }
    for (Variant variant : variants) {
      List<Start> own = variant.starts();
      List<String> row =
          own.isEmpty()
              ? List.of(variant.title())
              : switch (variant.kind()) {
                case WHOLE -> wholeRow(variant.title(), own, node.starts());
                case RESTORED -> restoredRow(variant.title(), own, node.starts());
                case LIMITED -> limitedRow(variant, own, limitedNode.starts());
              };
      Objects.requireNonNull(rows.get(variant.kind())).add(row);
    }
    String limited =
        unlimited.isEmpty()
            ? Report.table(
                List.of(
                    "at 1,024 MB of CPU",
                    "init ms, not limited",
                    "first response ms",
                    "its CPU ms",
                    "first / Node's first",
                    "whole (restored: first) / Node's whole"),
                Objects.requireNonNull(rows.get(Kind.LIMITED)))
            : Report.prose("At 1,024 MB of CPU: SKIPPED, " + unlimited + ".");
    return Report.prose(
            "%d starts of each variant, by turns. Medians, with the lowest and the highest in brackets. A ratio is of medians; in brackets the lowest and the highest of single rounds. A restore is the same process going on after its hooks, with all connections broken and credentials from an endpoint: the time that Lambda itself needs for it comes on top."
                .formatted(rounds))
        + "\n"
        + goals(variants, node)
        + "\n"
        + Report.table(
            List.of(
                "from the start of the process",
                "init ms",
                "first response ms",
                "whole ms",
                "whole CPU ms",
                "first's CPU ms",
                "resident MB",
                "whole / Node",
                "CPU / Node"),
            Objects.requireNonNull(rows.get(Kind.WHOLE)))
        + "\n"
        + Report.table(
            List.of(
                "from the restore",
                "first response ms",
                "its CPU ms",
                "CPU before the snapshot ms",
                "resident MB",
                "first / Node's whole",
                "first / Node's first",
                "CPU / Node's whole"),
            Objects.requireNonNull(rows.get(Kind.RESTORED)))
        + "\n"
        + Report.prose(
            "With the processor time that Lambda gives a function of 1,024 MB after its init, 1024/1769 of a core:")
        + "\n"
        + limited;
  }

  /// The goals of issue 17, and what was reached.
  private String goals(List<Variant> variants, Variant node) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Variant variant : variants) {
      String name = variant.name();
      List<Start> own = variant.starts();
      if (own.isEmpty() || name.contains("(package")) {
        continue;
      }
      if (variant.kind() == Kind.RESTORED) {
        String goal =
            name.endsWith(": " + Operation.TIMED_PAUSE.text()) ? "<= 0.45, then 0.3" : "<= 0.5";
        rows.add(
            List.of(
                name + ": first / Node's whole",
                goal,
                "%.2f".formatted(of(own, Start::firstMillis, node, Start::wholeMillis))));
      } else if (name.startsWith("cold, C1") && variant.kind() == Kind.WHOLE) {
        rows.add(
            List.of(
                "zip without a snapshot: whole / Node; CPU / Node",
                "<= 3.0; <= 5.2",
                "%.2f; %.2f"
                    .formatted(
                        of(own, Start::wholeMillis, node, Start::wholeMillis),
                        of(own, Start::wholeCpu, node, Start::wholeCpu))));
      } else if (name.contains("AOT")) {
        rows.add(
            List.of(
                "own class path with an AOT cache: whole / Node; resident MB",
                "<= 1.6; <= 80",
                "%.2f; %.0f"
                    .formatted(
                        of(own, Start::wholeMillis, node, Start::wholeMillis),
                        Spread.of(values(own, Start::residentMegabytes)).median())));
      }
    }
    rows.add(
        List.of(
            "deployment package, zipped",
            "<= 6 MB",
            "%.2f MB"
                .formatted(ZippedPackage.size(root.resolve("functions/target/lambda")) / 1e6)));
    return Report.table(List.of("figure", "goal", "reached"), rows);
  }

  private static double of(
      List<Start> own,
      ToDoubleFunction<Start> figure,
      Variant node,
      ToDoubleFunction<Start> nodes) {
    return Spread.of(values(own, figure)).median()
        / Spread.of(values(node.starts(), nodes)).median();
  }

  private static List<String> limitedRow(Variant variant, List<Start> own, List<Start> node) {
    ToDoubleFunction<Start> asked =
        variant.name().startsWith("restored") ? Start::firstMillis : Start::wholeMillis;
    return List.of(
        variant.title(),
        spread(own, Start::initMillis),
        spread(own, Start::firstMillis),
        spread(own, Start::firstCpu),
        ratio(own, Start::firstMillis, node, Start::firstMillis),
        ratio(own, asked, node, Start::wholeMillis));
  }

  private static List<String> wholeRow(String name, List<Start> own, List<Start> node) {
    return List.of(
        name,
        spread(own, Start::initMillis),
        spread(own, Start::firstMillis),
        spread(own, Start::wholeMillis),
        spread(own, Start::wholeCpu),
        spread(own, Start::firstCpu),
        spread(own, Start::residentMegabytes),
        ratio(own, Start::wholeMillis, node, Start::wholeMillis),
        ratio(own, Start::wholeCpu, node, Start::wholeCpu));
  }

  private static List<String> restoredRow(String name, List<Start> own, List<Start> node) {
    return List.of(
        name,
        spread(own, Start::firstMillis),
        spread(own, Start::firstCpu),
        spread(own, Start::initCpu),
        spread(own, Start::residentMegabytes),
        ratio(own, Start::firstMillis, node, Start::wholeMillis),
        ratio(own, Start::firstMillis, node, Start::firstMillis),
        ratio(own, Start::firstCpu, node, Start::wholeCpu));
  }

  private static String spread(List<Start> starts, ToDoubleFunction<Start> figure) {
    return Spread.of(values(starts, figure)).text(0);
  }

  private static String ratio(
      List<Start> own,
      ToDoubleFunction<Start> figure,
      List<Start> node,
      ToDoubleFunction<Start> nodes) {
    double ofMedians =
        Spread.of(values(own, figure)).median() / Spread.of(values(node, nodes)).median();
    List<Double> single = new ArrayList<>();
    for (int i = 0; i < Math.min(own.size(), node.size()); i++) {
      single.add(figure.applyAsDouble(own.get(i)) / nodes.applyAsDouble(node.get(i)));
    }
    Spread spread = Spread.of(single);
    return "%.2f (%.2f to %.2f)".formatted(ofMedians, spread.lowest(), spread.highest());
  }

  private static List<Double> values(List<Start> starts, ToDoubleFunction<Start> figure) {
    return starts.stream().map(figure::applyAsDouble).toList();
  }
}
