package dev.intermission.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.template.DeployedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Measures first calls with a third of the processor time of 1,024 MB. Init is not limited.
final class Starved {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 50;
  private static final long REST_MILLIS = 1000;
  private static final double THIRD = Quota.OF_1024_MB / 3;
  private static final int REASON = 160;

  /// Each function once, by the operation that it is called with.
  private static final List<Operation> OPERATIONS =
      List.of(
          Operation.PAUSE_AD,
          Operation.UNPAUSE_AD,
          Operation.RETRIEVE_AD,
          Operation.LIST_ADS,
          Operation.TIMED_PAUSE,
          Operation.UNPAUSE,
          Operation.RETRIEVE,
          Operation.LIST,
          Operation.RESUME,
          Operation.SWEEP,
          Operation.ADMINISTER);

  /// A function, and how its starts went.
  ///
  /// @param reasons of failures, with their numbers
  private record Variant(
      String name,
      Operation operation,
      DeployedFunction function,
      FunctionProcess.Launch launch,
      boolean isRestored,
      List<Double> millis,
      Map<String, Integer> reasons) {}

  private final Path root;
  private final Path work;
  private final Options options;

  Starved(Path root, Path work, Options options) {
    this.root = root;
    this.work = work;
    this.options = options;
  }

  Section measure() throws IOException, InterruptedException {
    Quota opened;
    try {
      opened = Quota.open(THIRD);
    } catch (IOException e) {
      return new Section(
          Section.STARVED,
          Report.prose("SKIPPED: " + Objects.toString(e.getMessage(), "no quota") + "."));
    }
    try (Quota quota = opened;
        Services services = new Services(root, work)) {
      Programs programs = new Programs(root, work, services);
      List<Variant> variants = new ArrayList<>();
      add(variants, programs, "", programs.ours());
      for (int i = 0; i < options.packages().size(); i++) {
        add(variants, programs, " (package " + (i + 1) + ")", options.packages().get(i));
      }
      variants.removeIf(variant -> !options.only().matcher(variant.name()).find());
      int rounds = options.roundsOr(ROUNDS);
      for (int round = 0; round < rounds; round++) {
        for (Variant variant : variants) {
          start(variant, services, quota);
        }
        System.err.println("starved: round " + (round + 1) + " of " + rounds);
      }
      return new Section(Section.STARVED, body(variants, rounds));
    }
  }

  private static void add(List<Variant> variants, Programs programs, String suffix, Path task) {
    for (Operation operation : OPERATIONS) {
      DeployedFunction function = programs.services().function(operation.function());
      String cold = function.logicalId() + ", cold" + suffix;
      variants.add(
          variant(
              cold,
              operation,
              function,
              programs.cold(
                  cold,
                  task,
                  function.logicalId(),
                  Programs.deployed(function, Tiers.C1),
                  Map.of()),
              false));
      if (function.alias() != null && isRestored(operation)) {
        String restored = function.logicalId() + ", restored" + suffix;
        variants.add(
            variant(
                restored,
                operation,
                function,
                programs.restored(
                    restored,
                    task,
                    function.logicalId(),
                    Programs.deployed(function, Tiers.FULL),
                    Map.of()),
                true));
      }
    }
  }

  /// Whether a client waits for it: those functions have a snapshot.
  private static boolean isRestored(Operation operation) {
    return switch (operation) {
      case RESUME, SWEEP, ADMINISTER -> false;
      case TIMED_PAUSE,
          KEYED_PAUSE,
          RETRIEVE,
          LIST,
          UNPAUSE,
          JWT_PAUSE,
          PAUSE_AD,
          RETRIEVE_AD,
          LIST_ADS,
          UNPAUSE_AD ->
          true;
    };
  }

  private static Variant variant(
      String name,
      Operation operation,
      DeployedFunction function,
      FunctionProcess.Launch launch,
      boolean isRestored) {
    return new Variant(
        name, operation, function, launch, isRestored, new ArrayList<>(), new TreeMap<>());
  }

  private void start(Variant variant, Services services, Quota quota)
      throws IOException, InterruptedException {
    Operation.Prepared prepared = variant.operation().prepare(root, services);
    try (FunctionProcess process = FunctionProcess.start(variant.launch(), work)) {
      FunctionProcess.Answered answered;
      if (variant.isRestored()) {
        process.awaitCheckpoint();
        Thread.sleep(REST_MILLIS);
        services.dropConnections();
        quota.add(process.pid());
        answered = process.restoreAndInvoke(prepared.event());
      } else {
        process.awaitInit();
        quota.add(process.pid());
        answered = process.invoke(prepared.event());
      }
      variant.millis().add(answered.wallMillis());
      if (answered.wallMillis() > variant.function().timeout().toMillis()) {
        failed(variant, "longer than its time-out");
      } else if (!prepared.isDone().test(answered)) {
        failed(
            variant,
            answered.body().isBlank() || "null".equals(answered.body())
                ? "without its effect: " + process.endOfLog()
                : shortened(answered.body()));
      }
    } catch (FailedException e) {
      failed(variant, Objects.toString(e.getMessage(), "failed"));
    }
  }

  /// The status or the type of a failure, and its message.
  private static String shortened(String body) throws IOException {
    JsonNode json = JSON.readTree(body);
    String told =
        json.has("statusCode")
            ? JSON.readTree(json.path("body").asText()).path("error").path("message").asText()
            : json.path("errorMessage").asText();
    return json.path("statusCode").asText(json.path("errorType").asText()) + ": " + told;
  }

  private static void failed(Variant variant, String reason) {
    System.err.println(variant.name() + ": " + reason);
    variant
        .reasons()
        .merge(reason.substring(0, Math.min(REASON, reason.length())), 1, Integer::sum);
  }

  private static String body(List<Variant> variants, int rounds) {
    List<List<String>> rows = new ArrayList<>();
    for (Variant variant : variants) {
      int failures = variant.reasons().values().stream().mapToInt(Integer::intValue).sum();
      rows.add(
          List.of(
              variant.name(),
              failures + " of " + rounds,
              "0 of 50",
              variant.millis().isEmpty() ? "" : Spread.of(variant.millis()).text(0),
              Long.toString(variant.function().timeout().toSeconds()),
              cell(variant.reasons())));
    }
    return Report.prose(
            "The first call after the init (C1), or after the restore (full tiers, unless the template says otherwise), with %.3f of a core: a third of what Lambda gives a function of 1,024 MB. A failure is an error, a response other than the expected one, a missing effect, or a time over the function's own time-out."
                .formatted(THIRD))
        + "\n"
        + Report.table(
            List.of("function", "failures", "goal", "first response ms", "time-out s", "reasons"),
            rows);
  }

  private static String cell(Map<String, Integer> reasons) {
    List<String> texts = new ArrayList<>();
    reasons.forEach((reason, count) ->
        texts.add(count + " x `" + reason.replaceAll("\\s+", " ").replaceAll("[|`]", "/") + "`"));
    return String.join(", ", texts);
  }
}
