import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Clients pause and unpause campaigns of a local runner while its processes are killed, stopped,
/// starved of disk, or have a clock that is off. A book is kept of what was acknowledged; every
/// answer and every stored item is held against it.
void main(String[] arguments) throws Exception {
  String fault = arguments[0];
  String number = arguments.length > 1 ? arguments[1] : fault.equals("kill-worker") ? "50" : "10";
  long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime() & 0xffffff;
  System.exit(new Trial(fault, number, seed).run() ? 0 : 1);
}

final class Trial {
  /// How long a pause must be overdue before the sweep ends it, and how often it runs, in seconds.
  private static final int SWEEP_AGE = 3;

  private static final int SWEEP_PERIOD = 2;

  /// What a resume, a sweep or a new process may take on a machine that does other things too.
  private static final Duration SLACK = Duration.ofSeconds(10);

  /// A late effect of a request without an answer: what was sent to the store before the kill.
  private static final Duration LATE_EFFECT = Duration.ofSeconds(2);

  /// Campaigns with one client, and with two.
  private static final int LONELY = 24;

  private static final int SHARED = 4;

  private final String fault;
  private final String number;
  private final int times;
  private final long seed;
  private final Checks checks = new Checks();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder unheard = new LongAdder();
  private final LongAdder replays = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final List<Path> mounted = new ArrayList<>();
  private volatile boolean isOver;
  private Runner runner;

  /// @param number how often; of a clock, by how many seconds
  Trial(String fault, String number, long seed) {
    this.fault = fault;
    this.number = number;
    this.times = fault.equals("clock") ? 15 : Integer.parseInt(number);
    this.seed = seed;
  }

  boolean run() throws Exception {
    Path folder = Files.createTempDirectory("intermission-trial");
    System.out.println(
        "Again with the same choices: .ci/trials/run " + fault + " " + number + " " + seed);
    Path data = folder.resolve("data");
    if (fault.equals("full-disk") && !mount(data)) {
      return true;
    }
    Map<String, String> settings =
        Map.of(
            "PORT", Integer.toString(Runner.freePort()),
            "SWEEP_AGE_SECONDS", Integer.toString(SWEEP_AGE),
            "SWEEP_PERIOD_SECONDS", Integer.toString(SWEEP_PERIOD),
            // All that is off is the difference: the functions, the clients and this program have
            // the machine's clock.
            "CLOCK_OFFSET_SECONDS", fault.equals("clock") ? number : "0");
    Thread end = new Thread(() -> cleanUp(folder));
    Runtime.getRuntime().addShutdownHook(end);
    runner = new Runner(folder, data, settings);
    runner.start();
    runner.addCampaigns("adcamp_lonely", LONELY).forEach(checks::begin);
    runner.addCampaigns("adcamp_shared", SHARED).forEach(checks::begin);

    List<Thread> clients = new ArrayList<>();
    Instant start = Instant.now();
    for (String id : checks.campaigns()) {
      int count = id.contains("shared") ? 2 : 1;
      for (int i = 1; i <= count; i++) {
        Client client = new Client(id, id + "-" + i, count == 1, new Random(seed + clients.size()));
        clients.add(Thread.ofVirtual().name(client.name).start(client::run));
      }
    }
    Thread watch = Thread.ofVirtual().start(() -> checks.watch(runner));
    breakThings(new Random(seed));
    isOver = true;
    for (Thread client : clients) {
      client.join();
    }
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    checks.theEnd(runner, Duration.ofSeconds(SWEEP_AGE + SWEEP_PERIOD).plus(SLACK));
    watch.join();
    say(seconds);
    runner.close();
    return checks.areMet();
  }

  private void say(long seconds) {
    System.out.printf(
        "%d faults (%s) in %d s; %d changes acknowledged, %d answers never came or were 5xx %s, %d"
            + " outcomes given up on, %d refused because their time had passed; %d replays; %d"
            + " looks at records%n",
        times,
        fault,
        seconds,
        acknowledged.sum(),
        unknown.sum(),
        new TreeMap<>(statuses),
        unheard.sum(),
        expired.sum(),
        replays.sum(),
        checks.looks());
    checks.say();
  }

  // The faults.

  private void breakThings(Random random) throws Exception {
    for (int i = 1; i <= times; i++) {
      if (!checks.areMet()) {
        return;
      }
      if (i % 5 == 1) {
        // The timer fails too, now and then: then the sweep must do it.
        runner.control(
            List.of("deliveries/normal", "deliveries/lose", "deliveries/double")
                .get(random.nextInt(3)));
        runner.control(random.nextInt(4) == 0 ? "creates/fail" : "creates/normal");
      }
      // Some in the first burst, most once there was an answer, however slow the machine is.
      if (random.nextInt(3) > 0) {
        awaitAnswers();
      }
      Thread.sleep(random.nextInt(1000));
      switch (fault) {
        case "kill-worker" -> {
          long worker = runner.worker();
          Runner.kill(worker);
          awaitWorkerAfter(worker);
        }
        case "kill-platform" -> {
          Runner.kill(runner.platform());
          runner.start();
        }
        case "kill-both" -> {
          long worker = runner.worker();
          Runner.kill(runner.platform());
          Runner.kill(worker);
          runner.start();
        }
        case "stop-worker" -> stop(runner.worker(), random);
        case "stop-platform" -> stop(runner.platform(), random);
        case "full-disk" -> fillUp(random);
        case "clock" -> Thread.sleep(2000);
        default -> throw new IllegalArgumentException(fault);
      }
      if (i % 50 == 0) {
        System.out.printf("%d of %d%n", i, times);
      }
    }
    runner.control("deliveries/normal");
    runner.control("creates/normal");
  }

  /// Long enough for pauses to become due meanwhile.
  private static void stop(long process, Random random) throws Exception {
    Runner.signal("STOP", process);
    Thread.sleep(random.nextInt(2000, 9000));
    Runner.signal("CONT", process);
  }

  /// Nothing can be written for some seconds; then there is room again. Each second time the
  /// platform is killed meanwhile.
  private void fillUp(Random random) throws Exception {
    Path filler = runner.data.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // It is full.
    }
    Thread.sleep(random.nextInt(1000, 5000));
    boolean isKilled = random.nextBoolean();
    if (isKilled) {
      Runner.kill(runner.platform());
    }
    Files.delete(filler);
    if (isKilled) {
      runner.start();
    }
  }

  private void awaitAnswers() throws InterruptedException {
    long before = acknowledged.sum();
    Instant deadline = Instant.now().plusSeconds(5);
    while (acknowledged.sum() < before + 10 && Instant.now().isBefore(deadline)) {
      Thread.sleep(10);
    }
  }

  private void awaitWorkerAfter(long killed) throws Exception {
    Instant deadline = Instant.now().plusSeconds(60);
    while (runner.worker() == killed) {
      if (Instant.now().isAfter(deadline)) {
        throw new IOException("No new worker:\n" + runner.tail());
      }
      Thread.sleep(10);
    }
  }

  private boolean mount(Path data) throws Exception {
    Files.createDirectories(data);
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", data.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes()).strip();
    if (mount.waitFor() != 0) {
      System.out.println("Left out: no tmpfs can be mounted here (" + said + ").");
      return false;
    }
    mounted.add(data);
    return true;
  }

  private void cleanUp(Path folder) {
    try {
      if (runner != null) {
        runner.close();
      }
      for (Path mount : mounted) {
        new ProcessBuilder("umount", mount.toString()).inheritIO().start().waitFor();
      }
      checks.cleanUp(folder);
    } catch (IOException | InterruptedException e) {
      System.out.println("Not cleaned up: " + folder + " " + e);
    }
  }

  // The clients.

  private final class Client {
    private final String id;
    private final String name;
    private final boolean isAlone;
    private final Random random;
    private final Book book;
    private final Map<String, Kept> kept = new HashMap<>();
    private int keys;

    /// Of a campaign of one's own: what was asked last, null when that is not known.
    private Book.Effect last = new Book.Effect.Active();

    private Runner.Stored before;

    private record Kept(Book.Effect effect, String answer) {}

    Client(String id, String name, boolean isAlone, Random random) {
      this.id = id;
      this.name = name;
      this.isAlone = isAlone;
      this.random = random;
      this.book = checks.book(id);
    }

    void run() {
      try {
        while (!isOver) {
          if (random.nextInt(10) == 0 && !kept.isEmpty()) {
            repeat();
          } else {
            change();
          }
          look();
          Thread.sleep(random.nextInt(500));
          if (book.newest() instanceof Book.Effect.Until(Instant time) && random.nextInt(3) > 0) {
            watchUntil(time.plusSeconds(random.nextInt(8)));
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        checks.violation(name + ": " + e);
      }
    }

    /// Leaves the campaign alone, so that its pause may end.
    private void watchUntil(Instant time) throws InterruptedException {
      while (!isOver && Instant.now().isBefore(time)) {
        look();
        Thread.sleep(random.nextInt(300, 900));
      }
    }

    private void look() throws InterruptedException {
      Runner.Answer shown = runner.call("GET", "/ad_campaigns/" + id, null, Map.of());
      if (shown.status() == 200) {
        checks.shown(id, shown.body(), shown.start(), shown.end());
      } else if (shown.status() > 0 && shown.status() < 500) {
        checks.violation("GET " + id + " answers " + shown.status() + " " + shown.body());
      }
    }

    private void change() throws InterruptedException {
      if (isAlone
          && before != null
          && last instanceof Book.Effect.Active
          && random.nextInt(3) == 0) {
        pauseWithAKeyAroundAnUnpause();
        return;
      }
      Book.Effect effect = choose();
      String key = random.nextBoolean() ? name + "-" + seed + "-" + ++keys : null;
      boolean isGivenUp = random.nextInt(4) == 0;
      Instant from = Instant.now();
      Boolean done = send(effect, key, isGivenUp);
      if (isAlone) {
        countEffects(effect, done, from);
      }
    }

    private Book.Effect choose() {
      int choice = random.nextInt(20);
      if (choice < 11) {
        return new Book.Effect.Until(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(random.nextInt(2, 14)));
      }
      if (choice < 13
          && last instanceof Book.Effect.Until(Instant time)
          && time.isAfter(Instant.now().plusSeconds(1))) {
        return last;
      }
      return choice < 16 ? new Book.Effect.Forever() : new Book.Effect.Active();
    }

    /// Until there is an answer, or once.
    ///
    /// @return whether it was acknowledged; null when that is not known
    private Boolean send(Book.Effect effect, String key, boolean isGivenUp)
        throws InterruptedException {
      Map<String, String> headers = key == null ? Map.of() : Map.of("Idempotency-Key", key);
      Book.Change change = null;
      Instant first = null;
      Instant lastUnknown = null;
      while (true) {
        // With a key all attempts together have one effect; without, each may have its own.
        if (change == null || (key == null && lastUnknown != null)) {
          change = book.begin(effect);
        }
        Runner.Answer answer = runner.call("POST", effect.path(id), effect.body(), headers);
        if (answer.status() == -1) {
          // Nobody listens.
          if (isOver && lastUnknown == null) {
            book.without(change);
            return false;
          }
          Thread.sleep(50);
          continue;
        }
        first = first == null ? answer.start() : first;
        if (answer.isUnknown()) {
          unknown.increment();
          statuses.computeIfAbsent(answer.status(), ignored -> new LongAdder()).increment();
          lastUnknown = answer.end().plus(LATE_EFFECT);
          if (key == null || isGivenUp) {
            book.unknown(change, lastUnknown);
          }
          if (isGivenUp) {
            unheard.increment();
            return null;
          }
          continue;
        }
        if (answer.status() == 200) {
          boolean isReplay = answer.isReplayed();
          if (isReplay && (key == null || lastUnknown == null)) {
            checks.violation(name + " got a replay of a request that it had never made: " + answer);
          }
          book.acknowledged(
              change, isReplay ? first : answer.start(), isReplay ? lastUnknown : answer.end());
          acknowledged.increment();
          replays.add(isReplay ? 1 : 0);
          checks.answer(name, id, effect, answer);
          if (key != null) {
            kept.put(key, new Kept(effect, answer.response().body()));
          }
          return true;
        }
        if (answer.isTooLateFor(effect)) {
          // Too late; what came before it may still have had its effect, but not with a key: then
          // that would be replayed.
          book.without(change);
          expired.increment();
          return key == null && lastUnknown != null ? null : Boolean.FALSE;
        }
        checks.violation(
            name + " " + effect + " is answered " + answer.status() + " " + answer.body());
        return null;
      }
    }

    /// When no answer comes to a pause with a key, an unpause comes between it and its repetition.
    /// So a repetition that has an effect of its own shows: without the unpause the campaign would
    /// already be as it asks.
    private void pauseWithAKeyAroundAnUnpause() throws InterruptedException {
      Book.Effect effect = new Book.Effect.Forever();
      Map<String, String> headers = Map.of("Idempotency-Key", name + "-" + seed + "-" + ++keys);
      int most = 1 + book.floating(before.start());
      Book.Change change = book.begin(effect);
      Instant first = Instant.now();
      Instant lastUnknown = null;
      boolean isUnpaused = false;
      Runner.Answer answer = runner.call("POST", effect.path(id), effect.body(), headers);
      while (answer.status() == -1 || answer.isUnknown()) {
        if (answer.status() == -1) {
          Thread.sleep(50);
        } else {
          unknown.increment();
          statuses.computeIfAbsent(answer.status(), ignored -> new LongAdder()).increment();
          lastUnknown = answer.end().plus(LATE_EFFECT);
          if (!isUnpaused) {
            isUnpaused = Boolean.TRUE.equals(send(new Book.Effect.Active(), null, false));
          }
        }
        answer = runner.call("POST", effect.path(id), effect.body(), headers);
      }
      boolean isReplay = answer.isReplayed();
      if (answer.status() != 200 || (isReplay && lastUnknown == null)) {
        checks.violation(name + " paused with a key: " + answer);
        return;
      }
      book.acknowledged(
          change, isReplay ? first : answer.start(), isReplay ? lastUnknown : answer.end());
      acknowledged.increment();
      replays.add(isReplay ? 1 : 0);
      checks.answer(name, id, effect, answer);
      kept.put(
          headers.get("Idempotency-Key"),
          new Kept(effect, answer.response().body()));
      try {
        Runner.Stored now = runner.stored(id);
        checks.stored(now, false);
        // A replay tells that the pause had been made, and the unpause was another change; else it
        // is made only now.
        most += isUnpaused && isReplay ? 1 : 0;
        long effects = now.rev() - before.rev();
        if (effects < 1 || effects > most) {
          checks.violation(
              "%s: %d effects instead of 1 to %d of a pause with a key, %s: %s, before: %s"
                      .formatted(
                          name, effects, most, isReplay ? "replayed" : "not replayed", now, before)
                  + book);
        }
        before = now;
        last = now.isActive() ? new Book.Effect.Active() : effect;
      } catch (IOException e) {
        before = null;
        last = null;
      }
    }

    /// A key of before, again, however much has changed since.
    private void repeat() throws InterruptedException {
      List<String> all = kept.keySet().stream().sorted().toList();
      String key = all.get(random.nextInt(all.size()));
      Book.Effect effect = kept.get(key).effect();
      Runner.Answer answer =
          runner.call("POST", effect.path(id), effect.body(), Map.of("Idempotency-Key", key));
      if (answer.status() == -1 || answer.isUnknown()) {
        return;
      }
      replays.increment();
      if (answer.status() != 200
          || !answer.isReplayed()
          || !answer.response().body().equals(kept.get(key).answer())) {
        checks.violation(name + " repeated " + key + ": " + answer + ", first " + kept.get(key));
      }
      if (isAlone) {
        countEffects(null, false, answer.start());
      }
    }

    /// Every writer of a campaign's state adds 1 to its `rev`: one acknowledged change is one of
    /// them, however often it was sent.
    private void countEffects(Book.Effect effect, Boolean done, Instant from)
        throws InterruptedException {
      Runner.Stored now;
      try {
        now = runner.stored(id);
      } catch (IOException e) {
        // It is being killed: then the next time, from what is known by then.
        before = null;
        last = effect == null || done == Boolean.FALSE ? last : done == null ? null : effect;
        return;
      }
      checks.stored(now, false);
      if (before != null) {
        int least = 0;
        int most = book.floating(before.start());
        if (done == Boolean.TRUE) {
          boolean mayBeSo =
              last == null
                  || last.equals(effect)
                  || (last instanceof Book.Effect.Until && effect instanceof Book.Effect.Active);
          boolean mustBeSo = last != null && last.equals(effect);
          least = mayBeSo ? 0 : 1;
          most += mustBeSo ? 0 : 1;
        }
        // Its own end, and that of the pause before it.
        most +=
            mayHaveEnded(last, now)
                + (done == Boolean.FALSE || effect == null || effect.equals(last)
                    ? 0
                    : mayHaveEnded(effect, now));
        long effects = now.rev() - before.rev();
        if (effects < least || effects > most) {
          checks.violation(
              "%s: %d effects instead of %d to %d of %s after %s: %s, before: %s"
                      .formatted(name, effects, least, most, effect, last, now, before)
                  + book);
        }
      }
      before = now;
      last = effect == null || done == Boolean.FALSE ? last : done == null ? null : effect;
      if (last instanceof Book.Effect.Until && now.isActive()) {
        last = new Book.Effect.Active();
      }
    }

    private int mayHaveEnded(Book.Effect effect, Runner.Stored now) {
      return effect == null
              || (effect instanceof Book.Effect.Until(Instant time) && !time.isAfter(now.end()))
          ? 1
          : 0;
    }
  }
}
