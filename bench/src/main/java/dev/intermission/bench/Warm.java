package dev.intermission.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Measures timed pauses in warm processes: one after the other, each of a fresh campaign.
final class Warm {
  private static final int ROUNDS = 3;

  /// One series in one process, over its last half.
  private record Series(double cpu, double median, double slow, double resident) {}

  private record Variant(String name, FunctionProcess.Launch launch, List<Series> series) {}

  private final Path root;
  private final Path work;
  private final Options options;

  Warm(Path root, Path work, Options options) {
    this.root = root;
    this.work = work;
    this.options = options;
  }

  Section measure() throws IOException, InterruptedException {
    try (Services services = new Services(root, work)) {
      Services.Observed observed = services.observe();
      Programs programs = new Programs(root, work, services);
      Variant node = new Variant("Node.js peer", programs.node(), new ArrayList<>());
      List<Variant> variants = new ArrayList<>(List.of(node));
      add(variants, programs, "", programs.ours());
      for (int i = 0; i < options.packages().size(); i++) {
        add(variants, programs, " (package " + (i + 1) + ")", options.packages().get(i));
      }
      List<Variant> turns = new ArrayList<>(variants);
      int rounds = options.roundsOr(ROUNDS);
      for (int round = 0; round < rounds; round++) {
        Collections.rotate(turns, 1);
        for (Variant variant : turns) {
          variant.series().add(series(variant.launch(), services, observed));
        }
        System.err.println("warm: round " + (round + 1) + " of " + rounds);
      }
      return new Section(Section.WARM, body(variants, node, rounds));
    }
  }

  private void add(List<Variant> variants, Programs programs, String suffix, Path task) {
    for (Tiers tiers : Tiers.values()) {
      String name = "warm, " + tiers.text() + suffix;
      if (options.only().matcher(name).find()) {
        variants.add(
            new Variant(
                name,
                programs.cold(
                    name, task, Operation.TIMED_PAUSE.function(), tiers.flags(), Map.of()),
                new ArrayList<>()));
      }
    }
  }

  private Series series(
      FunctionProcess.Launch launch, Services services, Services.Observed observed)
      throws IOException, InterruptedException {
    int requests = options.requests();
    int half = requests / 2;
    List<String> events = events(services, requests);
    observed.dynamoDb().repeat();
    observed.scheduler().repeat();
    try (FunctionProcess process = FunctionProcess.start(launch, work)) {
      double[] millis = new double[requests - half];
      double halfCpu = 0;
      for (int i = 0; i < requests; i++) {
        if (i == half) {
          halfCpu = process.cpuMillis();
        }
        FunctionProcess.Answered answered = process.invoke(events.get(i));
        if (!answered.hasStatus(200)) {
          throw new FailedException(answered.body() + "\n" + process.endOfLog());
        }
        if (i >= half) {
          millis[i - half] = answered.wallMillis();
        }
      }
      return new Series(
          (process.cpuMillis() - halfCpu) / millis.length,
          Spread.quantile(millis, 0.5),
          Spread.quantile(millis, 0.99),
          process.residentMegabytes());
    }
  }

  /// Events about fresh campaigns. Only the first of them reaches DynamoDB, so only it is there.
  private List<String> events(Services services, int count) throws IOException {
    String sample = Operation.TIMED_PAUSE.text(root);
    String event = Operation.filled(sample, services.apiKey(), "{{campaign}}");
    List<String> ids = new ArrayList<>(services.activeCampaigns(1));
    ids.addAll(services.ids(count - 1));
    return ids.stream().map(id -> event.replace("{{campaign}}", id)).toList();
  }

  private String body(List<Variant> variants, Variant node, int rounds) {
    List<List<String>> rows = new ArrayList<>();
    for (Variant variant : variants) {
      List<Series> own = variant.series();
      List<Series> peer = node.series();
      rows.add(
          List.of(
              variant.name(),
              spread(own.stream().map(Series::cpu).toList(), 2),
              spread(own.stream().map(Series::median).toList(), 2),
              spread(own.stream().map(Series::slow).toList(), 1),
              spread(own.stream().map(Series::resident).toList(), 0),
              ratio(
                  own.stream().map(Series::cpu).toList(), peer.stream().map(Series::cpu).toList()),
              ratio(
                  own.stream().map(Series::median).toList(),
                  peer.stream().map(Series::median).toList())));
    }
    return Report.prose(
            "%d series by turns, each of %d timed pauses of fresh campaigns in one process, one after the other; figures are of the last half, compiler and collector included. Behind TLS stands a front that repeats what DynamoDB Local and the Scheduler first answered, so that their own time is small. The goal is 1.0 for both ratios. Medians of the series, with the lowest and the highest in brackets."
                .formatted(rounds, options.requests()))
        + "\n"
        + Report.table(
            List.of(
                "timed pause",
                "CPU ms a request",
                "median ms",
                "99 % within ms",
                "resident MB",
                "CPU / Node",
                "median / Node"),
            rows);
  }

  private static String spread(List<Double> values, int decimals) {
    return Spread.of(values).text(decimals);
  }

  private static String ratio(List<Double> own, List<Double> peer) {
    List<Double> single = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      single.add(own.get(i) / peer.get(i));
    }
    Spread spread = Spread.of(single);
    return "%.2f (%.2f to %.2f)"
        .formatted(
            Spread.of(own).median() / Spread.of(peer).median(), spread.lowest(), spread.highest());
  }
}
