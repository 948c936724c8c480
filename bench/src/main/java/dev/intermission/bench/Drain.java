package dev.intermission.bench;

import dev.intermission.bench.Services.Due;
import dev.intermission.emulator.template.DeployedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Ends 100,000 pauses of one minute by the sweep alone. Broken rows stand before all others.
final class Drain {
  private static final int PAUSES = 100_000;
  private static final int BROKEN = 160;
  private static final int MOST_SWEEPS = 40;
  private static final Duration AGO = Duration.ofMinutes(10);
  private static final Pattern RESUMED = Pattern.compile("sweepDuePauses resumed ([0-9]+)");

  /// The processor time of the sweep's own memory, 1,769 MB.
  private static final double ONE_CORE = 1;

  /// @param late pauses that were left while a later one of their shard was ended
  private record Sweep(double seconds, long resumed, long left, long late) {}

  private final Path root;
  private final Path work;
  private final Options options;

  Drain(Path root, Path work, Options options) {
    this.root = root;
    this.work = work;
    this.options = options;
  }

  String measure() throws IOException, InterruptedException {
    int pauses = options.pauses(PAUSES);
    String limit = "with one core, as at 1,769 MB";
    List<Sweep> sweeps = new ArrayList<>();
    try (Services services = new Services(root, work);
        @Nullable Quota quota = quota()) {
      if (quota == null) {
        limit = "with no limit of the processor, which cannot be set here";
      }
      List<Due> due = seed(services, pauses);
      System.err.println("drain: " + pauses + " pauses are due");
      Programs programs = new Programs(root, work, services);
      DeployedFunction function = services.function(Operation.SWEEP.function());
      FunctionProcess.Launch launch =
          programs.cold("drain", programs.ours(), function.logicalId(), Tiers.C1.flags(), Map.of());
      try (FunctionProcess process = FunctionProcess.start(launch, work)) {
        process.awaitInit();
        if (quota != null) {
          quota.add(process.pid());
        }
        long left = pauses;
        while (left > 0 && sweeps.size() < MOST_SWEEPS) {
          Sweep sweep = sweep(process, services, due);
          sweeps.add(sweep);
          left = sweep.left();
          System.err.println("drain: " + sweep);
        }
      }
    }
    return body(pauses, limit, sweeps);
  }

  private static @Nullable Quota quota() {
    try {
      return Quota.open(ONE_CORE);
    } catch (IOException e) {
      return null;
    }
  }

  private static List<Due> seed(Services services, int count) {
    Instant minute = Instant.now().minus(AGO).truncatedTo(ChronoUnit.SECONDS);
    List<Due> due = new ArrayList<>();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<String> ids = services.ids(count + BROKEN);
    for (int i = 0; i < count; i++) {
      Due pause = new Due(ids.get(i), Services.pauseId(), minute.plusSeconds(60L * i / count));
      due.add(pause);
      items.add(services.paused(pause));
    }
    for (int i = 0; i < BROKEN; i++) {
      Map<String, AttributeValue> item =
          services.paused(new Due(ids.get(count + i), Services.pauseId(), minute.minusSeconds(60)));
      if (i % 2 == 0) {
        item.remove("pause_id");
      } else {
        item.put("pause_id", AttributeValue.fromN("7"));
      }
      items.add(item);
    }
    services.writeAll(services.table("AdCampaignsTable"), items);
    return due;
  }

  private Sweep sweep(FunctionProcess process, Services services, List<Due> due)
      throws IOException, InterruptedException {
    FunctionProcess.Answered answered = process.invoke(Operation.SWEEP.text(root));
    if (answered.isError()) {
      throw new FailedException(answered.body() + "\n" + process.endOfLog());
    }
    Matcher matcher = RESUMED.matcher(process.output());
    long resumed = -1;
    while (matcher.find()) {
      resumed = Long.parseLong(matcher.group(1));
    }
    Set<String> left = services.duePauseIds();
    Map<String, Instant> lastEnded = new HashMap<>();
    for (Due pause : due) {
      if (!left.contains(pause.id())) {
        lastEnded.merge(Services.dueKey(pause.id()), pause.until(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    long own = 0;
    long late = 0;
    for (Due pause : due) {
      if (left.contains(pause.id())) {
        own++;
        Instant last = lastEnded.get(Services.dueKey(pause.id()));
        if (last != null && pause.until().isBefore(last)) {
          late++;
        }
      }
    }
    return new Sweep(answered.wallMillis() / 1000, resumed, own, late);
  }

  private static String body(int pauses, String limit, List<Sweep> sweeps) {
    List<List<String>> rows = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      rows.add(
          List.of(
              Integer.toString(rows.size() + 1),
              "%.1f".formatted(sweep.seconds()),
              "%,d".formatted(sweep.resumed()),
              "%,d".formatted(sweep.left()),
              "%,d".formatted(sweep.late())));
    }
    return Report.prose(
            "%,d pauses were due within one minute, and no schedule fired; %d broken rows, which nothing can end, are older than all of them. The sweep ran %s, against DynamoDB Local, which writes one item at a time; the same process swept again and again. The goal is 3 sweeps, oldest first. A pause counts as overtaken if a later one of its shard was ended before it."
                .formatted(pauses, BROKEN, limit))
        + "\n"
        + Report.table(List.of("sweep", "seconds", "ended", "left", "overtaken"), rows);
  }
}
