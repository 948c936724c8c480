package dev.intermission.trials;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// Sees two timed pauses of a running local runner end. One is ended by its schedule, and one, with
/// every delivery lost, by the sweep. Looks at the stored items, since a response shows a due pause
/// as ended even if nothing ended it yet.
final class SeeTimedPausesEnd {
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final Runner runner;

  private SeeTimedPausesEnd(Runner runner) {
    this.runner = runner;
  }

  static void main(String[] arguments) throws Exception {
    try (Runner runner = new Runner(Path.of(arguments[1]))) {
      runner.facts();
      new SeeTimedPausesEnd(runner).run();
    }
  }

  private void run() throws Exception {
    List<String> campaigns = runner.activeCampaigns();
    pause(campaigns.getFirst());
    awaitEnd(campaigns.getFirst(), "schedule");

    runner.control("deliveries/lose");
    pause(campaigns.get(1));
    awaitEnd(campaigns.get(1), "sweep");
    runner.control("deliveries/normal");
  }

  /// Until 5 seconds ahead.
  private void pause(String campaign) throws Exception {
    Book.Effect effect =
        new Book.Effect.Until(Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS));
    Response response = runner.ask(effect, campaign, Map.of("Content-Type", "application/json"));
    check(
        response.isOk() && response.body().path("status").asText().equals("paused"),
        campaign + " is not paused: " + response);
    StoredCampaign stored = runner.stored(campaign);
    check(stored.pauseId() != null, campaign + " is not paused in the table: " + stored);
    System.out.println(campaign + " is paused " + effect);
  }

  private void awaitEnd(String campaign, String changedBy) throws Exception {
    Instant start = Instant.now();
    StoredCampaign stored = runner.stored(campaign);
    while (!stored.isActive()) {
      check(
          Duration.between(start, Instant.now()).compareTo(LONGEST) < 0,
          campaign + " did not end: " + stored);
      Thread.sleep(500);
      stored = runner.stored(campaign);
    }
    check(stored.pauseId() == null && stored.duePk() == null, "left over: " + stored);
    check(changedBy.equals(stored.changedBy()), "by another: " + stored);
    System.out.println(
        campaign
            + " was ended by the "
            + changedBy
            + " after "
            + Duration.between(start, Instant.now()).toSeconds()
            + " s");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
