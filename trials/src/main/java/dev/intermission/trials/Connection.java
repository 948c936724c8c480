package dev.intermission.trials;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A connection of a load trial, with campaigns of its own. It checks each response, and sends its
/// next request at once.
final class Connection {
  private final Runner runner;
  private final Checks checks;
  private final Figures figures;
  private final String name;
  private final List<String> campaigns;
  private final Random random;
  private int keys;

  Connection(
      Runner runner,
      Checks checks,
      Figures figures,
      String name,
      List<String> campaigns,
      Random random) {
    this.runner = runner;
    this.checks = checks;
    this.figures = figures;
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
  private @Nullable Response timed(
      String operation, String method, String path, String body, Map<String, String> headers)
      throws InterruptedException {
    long start = System.nanoTime();
    Response response = runner.call(method, path, body, headers);
    figures.took(operation, System.nanoTime() - start);
    if (response.neverGotThere() || response.isUnknown()) {
      figures.unanswered(response.status());
      return null;
    }
    if (response.header("X-Request-Id").isEmpty()
        || !response.header("Content-Type").startsWith("application/json")) {
      checks.violation(operation + " is answered without a request id, or no JSON: " + response);
    }
    return response;
  }

  /// The response, if there was one and it is a 200.
  private @Nullable Response ok(String operation, @Nullable Response response) {
    if (response == null || response.isOk()) {
      return response;
    }
    checks.violation(operation + " is answered " + response.status() + " " + response.body());
    return null;
  }

  private @Nullable Response get(String operation, String path) throws InterruptedException {
    return timed(operation, "GET", path, "", Map.of());
  }

  private void retrieve(String id) throws InterruptedException {
    Response response = ok("retrieve", get("retrieve a campaign", "/ad_campaigns/" + id));
    if (response != null) {
      checks.shown(id, response.body(), response.start(), response.end());
    }
  }

  private void retrieveAd() throws InterruptedException {
    String id = "ad_demoActive" + random.nextInt(1, 4);
    Response response = ok("retrieve an ad", get("retrieve an ad", "/ads/" + id));
    if (response != null
        && !(response.body().size() == 33
            && response.body().path("id").asText().equals(id)
            && response.body().path("status").asText().equals("active"))) {
      checks.violation(id + " is shown as " + response.body());
    }
  }

  /// Reads a list page and the one after it.
  private void list() throws InterruptedException {
    String status = List.of("", "&status=active", "&status=paused").get(random.nextInt(3));
    String after = "";
    for (int page = 1; page <= 2; page++) {
      int first = random.nextInt(1, 41);
      Response response =
          ok("list", get("list campaigns", "/ad_campaigns?first=" + first + status + after));
      if (response == null) {
        return;
      }
      JsonNode data = response.body().path("data");
      JsonNode info = response.body().path("page_info");
      String last = "9";
      boolean fits =
          response.body().size() == 2
              && info.size() == 4
              && data.size() <= first
              && info.path("has_next_page").isBoolean();
      for (JsonNode campaign : data) {
        fits &=
            campaign.size() == Checks.CAMPAIGN_FIELDS
                && campaign.path("created_at").asText().compareTo(last) <= 0
                && (status.isEmpty() || status.endsWith(campaign.path("status").asText()));
        last = campaign.path("created_at").asText();
        String id = campaign.path("id").asText();
        if (checks.hasBookOf(id)) {
          checks.shown(id, campaign, response.start(), response.end());
        }
      }
      @Nullable String cursor = info.path("end_cursor").asText(null);
      if (!fits || (cursor != null) != info.path("has_next_page").asBoolean()) {
        checks.violation("a list is answered " + response.body());
      }
      if (cursor == null) {
        return;
      }
      after = "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
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
    Response response = timed(operation, "POST", path, body, headers);
    if (response == null) {
      // The request may still have its effect.
      book.unknown(change, Instant.now().plusSeconds(5));
      return;
    }
    if (response.isTooLateFor(effect)) {
      book.without(change);
      return;
    }
    if (ok(operation, response) == null) {
      return;
    }
    book.acknowledged(change, response.start(), response.end());
    checks.answer(name, id, effect, response);
    if (key != null && random.nextInt(4) == 0) {
      Response again = timed("the same again, with its key", "POST", path, body, headers);
      if (again != null
          && !(again.isOk() && again.isReplayed() && again.text().equals(response.text()))) {
        checks.violation(operation + " again is answered " + again + ", first " + response.text());
      }
      Response other =
          timed(
              "refused",
              "POST",
              effect.path(campaigns.get(0).equals(id) ? campaigns.get(1) : campaigns.get(0)),
              body,
              headers);
      checkRefused(
          other,
          new Refusal("POST", path, body, headers, 400, "bad_request", null, "Idempotency-Key"));
    }
  }

  private void refused(String id) throws InterruptedException {
    List<Refusal> all = Refusal.all(id);
    Refusal bad = all.get(random.nextInt(all.size()));
    checkRefused(timed("refused", bad.method(), bad.path(), bad.body(), bad.headers()), bad);
  }

  private void checkRefused(@Nullable Response response, Refusal bad) {
    if (response != null && !bad.fits(response)) {
      checks.violation(bad + " is answered " + response.status() + " " + response.body());
    }
  }
}
