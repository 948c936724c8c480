import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Drives a local runner at its limit, each connection sending its next request as soon as it has
/// its answer, and checks every answer and every stored end.
void main(String[] arguments) throws Exception {
  int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
  long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime() & 0xffffff;
  System.exit(new Load(Duration.ofMinutes(minutes), seed).run() ? 0 : 1);
}

final class Load {
  private static final int CONNECTIONS = 16;

  /// Each connection has its own, so that it knows what they are.
  private static final int CAMPAIGNS_EACH = 16;

  /// The template's own: a pause must be overdue by 90 s, and the sweep comes each minute.
  private static final Duration SWEEP = Duration.ofSeconds(90 + 60 + 30);

  private final Duration duration;
  private final long seed;
  private final Checks checks = new Checks();
  private final Map<String, Times> times = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> unanswered = new ConcurrentHashMap<>();
  private Runner runner;

  Load(Duration duration, long seed) {
    this.duration = duration;
    this.seed = seed;
  }

  boolean run() throws Exception {
    Path folder = Files.createTempDirectory("intermission-load");
    System.out.println(
        "Again with the same choices: .ci/trials/run load " + duration.toMinutes() + " " + seed);
    runner =
        new Runner(
            folder, folder.resolve("data"), Map.of("PORT", Integer.toString(Runner.freePort())));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(folder)));
    runner.start();
    List<Connection> connections = new ArrayList<>();
    for (int i = 1; i <= CONNECTIONS; i++) {
      List<String> campaigns = runner.addCampaigns("adcamp_load" + i + "x", CAMPAIGNS_EACH);
      campaigns.forEach(checks::begin);
      connections.add(new Connection("load" + i, campaigns, new Random(seed + i)));
    }
    Thread watch = Thread.ofPlatform().start(() -> checks.watch(runner));
    Instant start = Instant.now();
    Instant until = start.plus(duration);
    List<Thread> threads = new ArrayList<>();
    for (Connection connection : connections) {
      threads.add(Thread.ofPlatform().start(() -> connection.run(until)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Duration took = Duration.between(start, Instant.now());
    checks.theEnd(runner, SWEEP);
    watch.join();
    say(took);
    runner.close();
    return checks.areMet();
  }

  private void say(Duration took) {
    long all = times.values().stream().mapToLong(Times::count).sum();
    System.out.printf(
        "%d requests in %d s over %d connections to %d campaigns: %.0f a second; 5xx or no answer:"
            + " %s%n%n",
        all,
        took.toSeconds(),
        CONNECTIONS,
        CONNECTIONS * CAMPAIGNS_EACH,
        all * 1000.0 / took.toMillis(),
        new TreeMap<>(unanswered));
    System.out.println(
        "| request | how many | p50 ms | p90 ms | p99 ms | max ms |\n|---|---|---|---|---|---|");
    new TreeMap<>(times)
        .forEach((operation, each) -> System.out.println("| " + operation + " | " + each));
    System.out.println();
    checks.say();
  }

  private void cleanUp(Path folder) {
    try {
      runner.close();
      checks.cleanUp(folder);
    } catch (IOException | InterruptedException e) {
      System.out.println("Not cleaned up: " + folder + " " + e);
    }
  }

  /// How long each request of a kind took.
  private static final class Times {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long taken) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = taken;
    }

    synchronized int count() {
      return count;
    }

    @Override
    public synchronized String toString() {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return "%d | %s | %s | %s | %s |"
          .formatted(count, at(sorted, 50), at(sorted, 90), at(sorted, 99), at(sorted, 100));
    }

    private static String at(long[] sorted, int percent) {
      return "%.1f"
          .formatted(
              sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1e6);
    }
  }

  /// What must be refused, and how.
  private record Bad(
      String method,
      String path,
      String body,
      Map<String, String> headers,
      int status,
      String type,
      String code,
      String param) {
    private static final String INVALID = "invalid_request_error";

    /// A pause that nobody can understand.
    static Bad pause(String id, String body, String param) {
      return new Bad(
          "POST", pauseOf(id), body, Map.of(), 400, INVALID, "parameter_invalid", param);
    }

    /// A good pause with a header that is not.
    static Bad header(String id, String name, String value, int status, String type, String param) {
      return new Bad("POST", pauseOf(id), null, Map.of(name, value), status, type, null, param);
    }

    /// What there is not for this caller.
    static Bad notFound(String method, String path) {
      return new Bad(method, path, null, Map.of(), 404, "not_found", null, null);
    }

    static String pauseOf(String id) {
      return "/ad_campaigns/" + id + "/pause";
    }
  }

  private final class Connection {
    private final String name;
    private final List<String> campaigns;
    private final Random random;
    private int keys;

    Connection(String name, List<String> campaigns, Random random) {
      this.name = name;
      this.campaigns = campaigns;
      this.random = random;
    }

    void run(Instant until) {
      try {
        while (Instant.now().isBefore(until) && checks.areMet()) {
          String id = campaigns.get(random.nextInt(campaigns.size()));
          int choice = random.nextInt(100);
          if (choice < 35) {
            retrieve(id);
          } else if (choice < 45) {
            list();
          } else if (choice < 85) {
            change(id, effect(choice));
          } else if (choice < 90) {
            retrieveAd();
          } else {
            refused(id);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        checks.violation(name + ": " + e);
      }
    }

    private Book.Effect effect(int choice) {
      return choice < 67
          ? new Book.Effect.Until(
              Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(random.nextInt(2, 40)))
          : choice < 72 ? new Book.Effect.Forever() : new Book.Effect.Active();
    }

    /// @return null when there was none, or a 5xx
    private Runner.Answer timed(
        String operation, String method, String path, String body, Map<String, String> headers)
        throws InterruptedException {
      long start = System.nanoTime();
      Runner.Answer answer = runner.call(method, path, body, headers);
      times.computeIfAbsent(operation, ignored -> new Times()).add(System.nanoTime() - start);
      if (answer.status() <= 0 || answer.isUnknown()) {
        unanswered.computeIfAbsent(answer.status(), ignored -> new LongAdder()).increment();
        return null;
      }
      if (answer.response().headers().firstValue("X-Request-Id").isEmpty()
          || !answer
              .response()
              .headers()
              .firstValue("Content-Type")
              .orElse("")
              .startsWith("application/json")) {
        checks.violation(operation + " is answered without a request id, or no JSON: " + answer);
      }
      return answer;
    }

    private boolean isOk(String operation, Runner.Answer answer) {
      if (answer != null && answer.status() != 200) {
        checks.violation(operation + " is answered " + answer.status() + " " + answer.body());
      }
      return answer != null && answer.status() == 200;
    }

    private void retrieve(String id) throws InterruptedException {
      Runner.Answer answer =
          timed("retrieve a campaign", "GET", "/ad_campaigns/" + id, null, Map.of());
      if (isOk("retrieve", answer)) {
        checks.shown(id, answer.body(), answer.start(), answer.end());
      }
    }

    private void retrieveAd() throws InterruptedException {
      String id = "ad_demoActive" + random.nextInt(1, 4);
      Runner.Answer answer = timed("retrieve an ad", "GET", "/ads/" + id, null, Map.of());
      if (isOk("retrieve an ad", answer)
          && !(answer.body().size() == 33
              && answer.body().path("id").asText().equals(id)
              && answer.body().path("status").asText().equals("active"))) {
        checks.violation(id + " is shown as " + answer.body());
      }
    }

    /// A page, and the one after it.
    private void list() throws InterruptedException {
      String status = List.of("", "&status=active", "&status=paused").get(random.nextInt(3));
      String after = "";
      for (int page = 1; page <= 2; page++) {
        int first = random.nextInt(1, 41);
        Runner.Answer answer =
            timed(
                "list campaigns",
                "GET",
                "/ad_campaigns?first=" + first + status + after,
                null,
                Map.of());
        if (!isOk("list", answer)) {
          return;
        }
        JsonNode data = answer.body().path("data");
        JsonNode info = answer.body().path("page_info");
        String last = "9";
        boolean fits =
            answer.body().size() == 2
                && info.size() == 4
                && data.size() <= first
                && info.path("has_next_page").isBoolean();
        for (JsonNode campaign : data) {
          fits &=
              campaign.size() == 24
                  && campaign.path("created_at").asText().compareTo(last) <= 0
                  && (status.isEmpty() || status.endsWith(campaign.path("status").asText()));
          last = campaign.path("created_at").asText();
          if (checks.book(campaign.path("id").asText()) != null) {
            checks.shown(campaign.path("id").asText(), campaign, answer.start(), answer.end());
          }
        }
        String cursor = info.path("end_cursor").asText(null);
        if (!fits || (cursor != null) != info.path("has_next_page").asBoolean()) {
          checks.violation("a list is answered " + answer.body());
        }
        if (cursor == null) {
          return;
        }
        after =
            "&after=" + java.net.URLEncoder.encode(cursor, java.nio.charset.StandardCharsets.UTF_8);
      }
    }

    private void change(String id, Book.Effect effect) throws InterruptedException {
      String key = random.nextBoolean() ? name + "-" + ++keys : null;
      Map<String, String> headers = key == null ? Map.of() : Map.of("Idempotency-Key", key);
      String path = effect.path(id);
      String body = effect.body();
      String operation =
          switch (effect) {
                case Book.Effect.Until ignored -> "pause until a time";
                case Book.Effect.Forever() -> "pause";
                case Book.Effect.Active() -> "unpause";
              }
              + (key == null ? "" : ", with a key");
      Book book = checks.book(id);
      Book.Change change = book.begin(effect);
      Runner.Answer answer = timed(operation, "POST", path, body, headers);
      if (answer == null) {
        // It may still have its effect.
        book.unknown(change, Instant.now().plusSeconds(5));
        return;
      }
      if (answer.isTooLateFor(effect)) {
        book.without(change);
        return;
      }
      if (!isOk(operation, answer)) {
        return;
      }
      book.acknowledged(change, answer.start(), answer.end());
      checks.answer(name, id, effect, answer);
      if (key != null && random.nextInt(4) == 0) {
        Runner.Answer again = timed("the same again, with its key", "POST", path, body, headers);
        if (again != null
            && !(again.status() == 200
                && again.isReplayed()
                && again.response().body().equals(answer.response().body()))) {
          checks.violation(
              operation + " again is answered " + again + ", first " + answer.response().body());
        }
        Runner.Answer other =
            timed(
                "refused",
                "POST",
                effect.path(campaigns.get(0).equals(id) ? campaigns.get(1) : campaigns.get(0)),
                body,
                headers);
        checkRefused(
            other,
            new Bad("POST", path, body, headers, 400, "bad_request", null, "Idempotency-Key"));
      }
    }

    private void refused(String id) throws InterruptedException {
      String pause = Bad.pauseOf(id);
      Map<String, String> none = Map.of();
      List<Bad> all =
          List.of(
              Bad.pause("nonsense", null, "id"),
              Bad.pause(id, "{\"paused_until\":\"2001-01-01T00:00:00Z\"}", "paused_until"),
              Bad.pause(id, "{\"paused_until\":\"tomorrow\"}", "paused_until"),
              Bad.pause(id, "{\"until\":null}", "until"),
              new Bad("POST", pause, "{", none, 400, Bad.INVALID, "invalid_json", null),
              new Bad("POST", pause, " ".repeat(5000) + "{}", none, 413, Bad.INVALID, null, null),
              Bad.header(id, "Authorization", "Bearer nonsense", 401, "unauthorized", null),
              Bad.header(
                  id, "Api-Version-Date", "1999-01-01", 400, "bad_request", "Api-Version-Date"),
              Bad.notFound("POST", Bad.pauseOf("adcamp_otherActive1")),
              new Bad(
                  "POST",
                  Bad.pauseOf("adcamp_demoInactive1"),
                  null,
                  none,
                  400,
                  "bad_request",
                  null,
                  "*"),
              Bad.notFound("GET", "/ad_campaigns/adcamp_nobodys"),
              new Bad(
                  "GET",
                  "/ad_campaigns?first=0",
                  null,
                  none,
                  400,
                  Bad.INVALID,
                  "parameter_invalid",
                  "first"),
              Bad.notFound("GET", "/nothing"));
      Bad bad = all.get(random.nextInt(all.size()));
      checkRefused(timed("refused", bad.method(), bad.path(), bad.body(), bad.headers()), bad);
    }

    private void checkRefused(Runner.Answer answer, Bad bad) {
      if (answer == null) {
        return;
      }
      JsonNode error = answer.body().path("error");
      boolean fits =
          answer.status() == bad.status()
              && answer.body().size() == 1
              && error.size() == 4
              && error.path("type").asText().equals(bad.type())
              && java.util.Objects.equals(error.path("code").asText(null), bad.code())
              && ("*".equals(bad.param())
                  || java.util.Objects.equals(error.path("param").asText(null), bad.param()))
              && answer
                  .response()
                  .headers()
                  .firstValue("x-should-retry")
                  .orElse("")
                  .equals("false");
      if (!fits) {
        checks.violation(bad + " is answered " + answer.status() + " " + answer.body());
      }
    }
  }
}
