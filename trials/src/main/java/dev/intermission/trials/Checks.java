package dev.intermission.trials;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks every response and every stored campaign against a book of each campaign. Times are the
/// functions' clock, which is this process's. Thread-safe once all books are begun.
final class Checks {
  /// The shortest lead of a schedule. A shorter pause ends later by the rest.
  private static final Duration NEAREST_SCHEDULE = Duration.ofSeconds(10);

  /// The number of fields that a campaign has in a response.
  static final int CAMPAIGN_FIELDS = 24;

  private final Map<String, Book> books = new LinkedHashMap<>();
  private final Map<String, String> ends = new ConcurrentHashMap<>();
  private final Set<String> violations = ConcurrentHashMap.newKeySet();
  private final LongAdder looks = new LongAdder();
  private volatile Duration latest = Duration.ZERO;
  private volatile Duration latestOfLong = Duration.ZERO;
  private volatile boolean isOver;

  void begin(String id) {
    books.put(id, new Book());
  }

  /// Whether a campaign is one of the trial's.
  boolean hasBookOf(String id) {
    return books.containsKey(id);
  }

  Book book(String id) {
    return Objects.requireNonNull(books.get(id), id);
  }

  Set<String> campaigns() {
    return books.keySet();
  }

  boolean areMet() {
    return violations.isEmpty();
  }

  long looks() {
    return looks.sum();
  }

  void violation(String what) {
    if (violations.size() < 20) {
      violations.add("VIOLATION " + what);
    }
  }

  /// Checks what holds of a stored item whatever was asked before.
  private void sound(StoredCampaign item) {
    if (item.isActive()) {
      if (item.pauseId() != null || item.pausedUntil() != null || item.duePk() != null) {
        violation("active, with the rest of a pause: " + item);
      }
      if (item.wasEndedByItself()) {
        ends.put(item.id() + " " + item.updatedAt(), item.changedBy());
        if (Instant.parse(item.updatedAt()).isAfter(item.end())) {
          violation("ended before its time: " + item);
        }
      }
    } else if (item.pauseId() == null || (item.pausedUntil() == null) != (item.duePk() == null)) {
      violation("half a pause: " + item);
    } else if (item.pausedUntil() != null) {
      Duration overdue = Duration.between(item.pausedUntil(), item.start());
      if (overdue.compareTo(latest) > 0) {
        latest = overdue;
      }
      boolean isLong =
          Instant.parse(item.updatedAt()).plus(NEAREST_SCHEDULE).isBefore(item.pausedUntil());
      if (isLong && overdue.compareTo(latestOfLong) > 0) {
        latestOfLong = overdue;
      }
    }
  }

  void stored(StoredCampaign item, boolean mustHaveEnded) {
    looks.increment();
    sound(item);
    List<Book.Effect> candidates = book(item.id()).candidates(item.start(), item.end());
    boolean fits =
        candidates.stream()
            .anyMatch(effect ->
                switch (effect) {
                  case Book.Effect.Active() -> item.isActive();
                  case Book.Effect.Forever() -> !item.isActive() && item.pausedUntil() == null;
                  case Book.Effect.Until(Instant time) ->
                      item.isActive()
                          ? item.wasEndedByItself()
                              && item.updatedAt().equals(written(time))
                              && !time.isAfter(item.end())
                          : time.equals(item.pausedUntil()) && !mustHaveEnded;
                });
    if (!fits) {
      violation(item + " is none of " + candidates + book(item.id()));
    }
  }

  /// Checks a campaign in a response to a request that ran between those times.
  void shown(String id, JsonNode campaign, Instant start, Instant end) {
    looks.increment();
    boolean isActive = campaign.path("status").asText().equals("active");
    @Nullable String until = campaign.path("paused_until").asText(null);
    List<Book.Effect> candidates = book(id).candidates(start, end);
    boolean fits =
        campaign.size() == CAMPAIGN_FIELDS
            && campaign.path("id").asText().equals(id)
            && candidates.stream()
                .anyMatch(effect ->
                    switch (effect) {
                      case Book.Effect.Active() -> isActive && until == null;
                      case Book.Effect.Forever() -> !isActive && until == null;
                      case Book.Effect.Until(Instant time) ->
                          isActive
                              ? until == null
                                  && campaign.path("updated_at").asText().equals(written(time))
                                  && !time.isAfter(end)
                              : written(time).equals(until) && time.isAfter(start);
                    });
    if (!fits) {
      violation(id + " is shown as " + campaign + ", none of " + candidates + book(id));
    }
  }

  /// Checks the response to an accepted change: the whole campaign, as was asked for.
  void answer(String name, String id, Book.Effect effect, Response response) {
    JsonNode shown = response.body();
    String status = shown.path("status").asText();
    @Nullable String until = shown.path("paused_until").asText(null);
    boolean fits =
        shown.size() == CAMPAIGN_FIELDS
            && shown.path("id").asText().equals(id)
            && switch (effect) {
              case Book.Effect.Active() -> status.equals("active") && until == null;
              case Book.Effect.Forever() -> status.equals("paused") && until == null;
              case Book.Effect.Until(Instant time) ->
                  status.equals("paused") && written(time).equals(until);
            };
    if (!fits) {
      violation(name + " asked for " + effect + " and was answered " + shown);
    }
  }

  static String written(Instant time) {
    return time.toString().replace("Z", ".000Z");
  }

  /// Looks at all stored items repeatedly: no pause ends early, and how late they end.
  void watch(Runner runner) {
    while (!isOver) {
      try {
        for (StoredCampaign item : runner.stored()) {
          if (hasBookOf(item.id())) {
            stored(item, false);
          }
        }
        Thread.sleep(200);
      } catch (IOException e) {
        // The runner is being killed.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Checks the end state, once nothing is asked or broken any more. Within the bound every due
  /// pause has ended, and everything is as it was acknowledged.
  void theEnd(Runner runner, Duration sweep) throws Exception {
    isOver = true;
    Instant last =
        runner.stored().stream()
            .map(StoredCampaign::pausedUntil)
            .filter(until -> until != null)
            .max(Comparator.naturalOrder())
            .orElse(Instant.now());
    Instant bound =
        Stream.of(last, Instant.now()).max(Comparator.naturalOrder()).orElseThrow().plus(sweep);
    while (Instant.now().isBefore(bound)
        && runner.stored().stream().anyMatch(item -> item.pausedUntil() != null)) {
      Thread.sleep(250);
    }
    int indefinite = 0;
    for (StoredCampaign item : runner.stored()) {
      if (hasBookOf(item.id())) {
        stored(item, true);
        indefinite += item.isActive() ? 0 : 1;
        Response shown = runner.get("/ad_campaigns/" + item.id());
        if (shown.isOk()) {
          shown(item.id(), shown.body(), shown.start(), shown.end());
        } else {
          violation("GET " + item.id() + " answers " + shown.status());
        }
      }
    }
    System.out.printf(
        "At the end: %d campaigns, %d of them in a pause without an end%n",
        books.size(), indefinite);
  }

  void say() {
    long bySchedule = ends.values().stream().filter("schedule"::equals).count();
    System.out.printf(
        "%d timed pauses were seen ended: %d by their schedule, %d by the sweep; the latest end"
            + " %.1f s after its time (of those of more than 10 s: %.1f s); %d violations%n",
        ends.size(),
        bySchedule,
        ends.size() - bySchedule,
        latest.toMillis() / 1000.0,
        latestOfLong.toMillis() / 1000.0,
        violations.size());
    violations.forEach(System.out::println);
    if (violations.isEmpty()) {
      System.out.println(
          "Every acknowledged change is there, every timed pause ended, none early.");
    }
  }

  /// Deletes the trial's folder, unless somebody will want to look into it.
  void cleanUp(Path folder) throws IOException {
    if (!areMet()) {
      System.out.println("What the runner printed, and its data: " + folder);
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
