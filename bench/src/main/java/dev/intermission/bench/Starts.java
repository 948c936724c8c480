package dev.intermission.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Measures from the start of a process to its first response, and from a restore to it.
final class Starts {
  private static final int ROUNDS = 10;

  /// What the compiler's threads still have to do is done before a real snapshot is restored.
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

  /// A way to start, and the starts that were measured.
  ///
  /// @param isRestored whether its first response alone counts
  /// @param failures those whose response was none or not the expected one; they count nowhere else
  private record Variant(
      String name, boolean isRestored, Once once, List<Start> starts, List<String> failures) {
    Variant(String name, boolean isRestored, Once once) {
      this(name, isRestored, once, new ArrayList<>(), new ArrayList<>());
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

  Starts(Path root, Path work, Options options) {
    this.root = root;
    this.work = work;
    this.options = options;
  }

  Section measure() throws IOException, InterruptedException {
    try (Services services = new Services(root, work)) {
      Programs programs = new Programs(root, work, services);
      Variant node =
          new Variant(
              "Node.js peer", false, () -> cold(programs, programs.node(), Operation.TIMED_PAUSE));
      List<Variant> variants = new ArrayList<>(List.of(node));
      variants(programs).stream()
          .filter(variant -> options.only().matcher(variant.name()).find())
          .forEach(variants::add);
      List<Variant> turns = new ArrayList<>(variants);
      // Once each unmeasured: the file cache, and this process itself.
      for (Variant variant : turns) {
        new Variant(variant.name(), variant.isRestored(), variant.once()).measure();
      }
      int rounds = options.roundsOr(ROUNDS);
      for (int round = 0; round < rounds; round++) {
        Collections.rotate(turns, 1);
        for (Variant variant : turns) {
          variant.measure();
        }
        System.err.println("starts: round " + (round + 1) + " of " + rounds);
      }
      return new Section(Section.STARTS, body(variants, node.starts()));
    }
  }

  private List<Variant> variants(Programs programs) {
    List<Variant> variants = new ArrayList<>();
    variants.add(
        new Variant(
            "plain Java, managed flags",
            false,
            () -> cold(programs, programs.plainJava(), Operation.TIMED_PAUSE)));
    addOurs(variants, programs, "", programs.ours());
    int number = 0;
    for (Path other : options.packages()) {
      number++;
      addOurs(variants, programs, " (package " + number + ")", other);
    }
    return variants;
  }

  private void addOurs(List<Variant> variants, Programs programs, String suffix, Path task) {
    for (Tiers tiers : List.of(Tiers.C1, Tiers.FULL)) {
      String name = "cold, " + tiers.text() + suffix;
      variants.add(
          new Variant(
              name,
              false,
              () ->
                  cold(
                      programs,
                      programs.cold(
                          name, task, Operation.TIMED_PAUSE.function(), tiers.flags(), Map.of()),
                      Operation.TIMED_PAUSE)));
    }
    for (Operation operation : Operation.values()) {
      for (Tiers tiers : List.of(Tiers.FULL, Tiers.C1)) {
        String name = "restored, " + tiers.text() + ": " + operation.text() + suffix;
        Map<String, String> more =
            operation == Operation.JWT_PAUSE ? programs.services().trustInIssuer() : Map.of();
        variants.add(
            new Variant(
                name,
                true,
                () ->
                    restored(
                        programs,
                        programs.restored(name, task, operation.function(), tiers.flags(), more),
                        operation)));
      }
    }
  }

  private Start cold(Programs programs, FunctionProcess.Launch launch, Operation operation)
      throws IOException, InterruptedException {
    String event = operation.event(root, programs.services());
    try (FunctionProcess process = FunctionProcess.start(launch, work)) {
      double init = process.awaitInit();
      double initCpu = process.cpuMillis();
      FunctionProcess.Answered answered = process.invoke(event);
      return start(process, answered, init, initCpu);
    }
  }

  private Start restored(Programs programs, FunctionProcess.Launch launch, Operation operation)
      throws IOException, InterruptedException {
    String event = operation.event(root, programs.services());
    try (FunctionProcess process = FunctionProcess.start(launch, work)) {
      double init = process.awaitCheckpoint();
      Thread.sleep(REST_MILLIS);
      programs.services().dropConnections();
      double initCpu = process.cpuMillis();
      FunctionProcess.Answered answered = process.restoreAndInvoke(event);
      return start(process, answered, init, initCpu);
    }
  }

  private static Start start(
      FunctionProcess process, FunctionProcess.Answered answered, double init, double initCpu)
      throws IOException {
    double cpu = process.cpuMillis();
    if (!answered.hasStatus(200)) {
      throw new FailedException(answered.body() + "\n" + process.endOfLog());
    }
    return new Start(
        init, answered.wallMillis(), initCpu, cpu - initCpu, process.residentMegabytes());
  }

  // ------------------------------------------------------------------ the report

  private static String body(List<Variant> variants, List<Start> node) {
    List<List<String>> whole = new ArrayList<>();
    List<List<String>> restored = new ArrayList<>();
    for (Variant variant : variants) {
      if (variant.starts().isEmpty()) {
        (variant.isRestored() ? restored : whole).add(List.of(variant.title()));
      } else if (variant.isRestored()) {
        restored.add(restoredRow(variant.title(), variant.starts(), node));
      } else {
        whole.add(wholeRow(variant.title(), variant.starts(), node));
      }
    }
    return Report.prose(
            "%d starts of each variant, by turns. Medians, with the lowest and the highest in brackets. A ratio is of medians; in brackets the lowest and the highest of single rounds."
                .formatted(node.size()))
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
            whole)
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
            restored);
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
