package dev.intermission.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Counts calls and items read from a thousand campaigns on, and drains many due pauses.
final class Scale {
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
  private static final int MILLION = 1_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The calls of one request, by their names, and the items read.
  private record Calls(Map<String, Long> byName, long itemsRead) {
    long count() {
      return byName.values().stream().mapToLong(Long::longValue).sum();
    }

    String text() {
      return count() + "; " + itemsRead;
    }

    String names() {
      List<String> names = new ArrayList<>();
      byName.forEach((name, count) -> names.add((count == 1 ? "" : count + " ") + name));
      return names.isEmpty() ? "none" : String.join(", ", names);
    }
  }

  /// The calls of the first request of a process, and those of the next one.
  private record Pair(Calls first, Calls next) {}

  /// A request of which only the calls are counted.
  @FunctionalInterface
  private interface Request {
    Operation.Prepared prepare() throws IOException, InterruptedException;
  }

  private final Path root;
  private final Path work;
  private final Options options;

  Scale(Path root, Path work, Options options) {
    this.root = root;
    this.work = work;
    this.options = options;
  }

  Section measure() throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    if (options.only().matcher("calls").find()) {
      body.append(calls()).append('\n');
    }
    if (options.only().matcher("drain").find()) {
      body.append(new Drain(root, work, options).measure());
    }
    return new Section(Section.SCALE, body.toString());
  }

  // ------------------------------------------------------------------ calls and items read

  private String calls() throws IOException, InterruptedException {
    List<Integer> sizes = new ArrayList<>(SIZES);
    if (options.million()) {
      sizes.add(MILLION);
    }
    Map<Integer, Map<String, Pair>> bySize = new LinkedHashMap<>();
    Map<String, Pair> operations = new LinkedHashMap<>();
    try (Services services = new Services(root, work)) {
      Services.Observed observed = services.observe();
      Programs programs = new Programs(root, work, services);
      for (int size : sizes) {
        services.grow(size);
        System.err.println("scale: " + size + " campaigns are there");
        bySize.put(size, atOneSize(programs, observed));
      }
      for (Operation operation : Operation.values()) {
        operations.put(
            operation.text(),
            pair(programs, observed, operation, () -> operation.prepare(root, services)));
      }
    }
    return Report.prose(
            "All campaigns are of one account, and every tenth is in a timed pause that is not due. Each cell: calls of AWS, and items that DynamoDB read for them, of the second request of a process, whose credential is known. The sweep has 3 due pauses to end. The goal is that nothing grows with the number of campaigns.")
        + "\n"
        + sizesTable(bySize)
        + "\n"
        + Report.prose(
            "The calls of each operation, at the largest of these sizes; the goal is that they stay as they are:")
        + "\n"
        + callsTable(operations);
  }

  private Map<String, Pair> atOneSize(Programs programs, Services.Observed observed)
      throws IOException, InterruptedException {
    Services services = programs.services();
    Map<String, Pair> pairs = new LinkedHashMap<>();
    for (Operation operation :
        List.of(Operation.SWEEP, Operation.RETRIEVE, Operation.TIMED_PAUSE)) {
      pairs.put(
          operation.text(),
          pair(programs, observed, operation, () -> operation.prepare(root, services)));
    }
    pairs.put(
        "list, first page",
        pair(programs, observed, Operation.LIST, () -> list(services, Map.of("first", "20"))));
    pairs.put(
        "list, those paused",
        pair(
            programs,
            observed,
            Operation.LIST,
            () -> list(services, Map.of("first", "20", "status", "paused"))));
    pairs.put(
        "list, a status that none has",
        pair(
            programs,
            observed,
            Operation.LIST,
            () -> list(services, Map.of("first", "20", "status", "stale"))));
    return pairs;
  }

  private Operation.Prepared list(Services services, Map<String, String> query) throws IOException {
    ObjectNode event =
        (ObjectNode)
            JSON.readTree(Operation.filled(Operation.LIST.text(root), services.apiKey(), ""));
    ObjectNode single = event.putObject("queryStringParameters");
    ObjectNode multiple = event.putObject("multiValueQueryStringParameters");
    query.forEach((name, value) -> {
      single.put(name, value);
      multiple.putArray(name).add(value);
    });
    return new Operation.Prepared(event.toString(), answered -> answered.hasStatus(200));
  }

  private Pair pair(
      Programs programs, Services.Observed observed, Operation operation, Request request)
      throws IOException, InterruptedException {
    FunctionProcess.Launch launch =
        programs.cold(
            "scale " + operation.text(),
            programs.ours(),
            operation.function(),
            Tiers.C1.flags(),
            programs.more(operation));
    try (FunctionProcess process = FunctionProcess.start(launch, work)) {
      process.awaitInit();
      return new Pair(
          calls(process, observed, request.prepare()), calls(process, observed, request.prepare()));
    }
  }

  private static Calls calls(
      FunctionProcess process, Services.Observed observed, Operation.Prepared prepared)
      throws IOException, InterruptedException {
    observed.dynamoDb().count();
    observed.scheduler().count();
    FunctionProcess.Answered answered = process.invoke(prepared.event());
    Map<String, Long> calls = new TreeMap<>(observed.dynamoDb().calls());
    observed.scheduler().calls().forEach((kind, count) -> calls.put("Scheduler " + kind, count));
    Calls counted = new Calls(calls, observed.dynamoDb().itemsRead());
    if (!prepared.isDone().test(answered)) {
      throw new FailedException(answered.body() + "\n" + process.endOfLog());
    }
    return counted;
  }

  private static String sizesTable(Map<Integer, Map<String, Pair>> bySize) {
    List<String> head = new ArrayList<>(List.of("calls; items read"));
    bySize.keySet().forEach(size -> head.add("%,d campaigns".formatted(size)));
    List<List<String>> rows = new ArrayList<>();
    for (String name : bySize.values().iterator().next().keySet()) {
      List<String> row = new ArrayList<>(List.of(name));
      bySize
          .values()
          .forEach(pairs -> row.add(Objects.requireNonNull(pairs.get(name)).next().text()));
      rows.add(row);
    }
    return Report.table(head, rows);
  }

  private static String callsTable(Map<String, Pair> operations) {
    List<List<String>> rows = new ArrayList<>();
    operations.forEach((name, pair) ->
        rows.add(
            List.of(
                name,
                Long.toString(pair.first().count()),
                pair.first().names(),
                Long.toString(pair.next().count()),
                pair.next().names())));
    return Report.table(
        List.of("operation", "first", "calls of the first request", "next", "calls of the next"),
        rows);
  }
}
