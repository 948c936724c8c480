package dev.intermission.trials;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A client that changes and looks at one campaign, until the trial is over. It repeats a request
/// that got no response, as clients do, or gives up.
final class Client {
  /// How late a request without a response may have its effect. It was sent to the store before the
  /// kill.
  private static final long LATE_EFFECT_SECONDS = 2;

  private final Trial trial;
  private final Runner runner;
  private final Checks checks;
  private final String id;
  private final String name;
  private final Random random;
  private final Book book;
  private final Map<String, Kept> kept = new HashMap<>();
  private int keys;

  /// The count of effects; null for a campaign that another client changes too.
  private final @Nullable Effects effects;

  /// The response to a request with a key.
  private record Kept(Book.Effect effect, String response) {}

  Client(Trial trial, String id, String name, boolean isAlone, Random random) {
    this.trial = trial;
    this.runner = trial.runner();
    this.checks = trial.checks();
    this.id = id;
    this.name = name;
    this.random = random;
    this.book = checks.book(id);
    this.effects = isAlone ? new Effects(trial, id, name) : null;
  }

  void run() {
    try {
      while (!isOver()) {
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

  private boolean isOver() {
    return trial.isOver().get();
  }

  /// Leaves the campaign alone, so that its pause may end.
  private void watchUntil(Instant time) throws InterruptedException {
    while (!isOver() && Instant.now().isBefore(time)) {
      look();
      Thread.sleep(random.nextInt(300, 900));
    }
  }

  private void look() throws InterruptedException {
    Response shown = runner.get("/ad_campaigns/" + id);
    if (shown.isOk()) {
      checks.shown(id, shown.body(), shown.start(), shown.end());
    } else if (shown.status() > 0 && shown.status() < 500) {
      checks.violation("GET " + id + " answers " + shown.status() + " " + shown.body());
    }
  }

  private void change() throws InterruptedException {
    StoredCampaign active = effects == null ? null : effects.beforeAPause();
    if (effects != null && active != null && random.nextInt(3) == 0) {
      pauseWithAKeyAroundAnUnpause(effects, active);
      return;
    }
    Book.Effect effect = choose();
    String key = random.nextBoolean() ? newKey() : null;
    boolean isGivenUp = random.nextInt(4) == 0;
    Sent sent = send(effect, key, isGivenUp);
    if (effects != null) {
      effects.count(effect, sent);
    }
  }

  private String newKey() {
    return name + "-" + trial.seed() + "-" + ++keys;
  }

  private Book.Effect choose() {
    int choice = random.nextInt(20);
    if (choice < 11) {
      return new Book.Effect.Until(
          Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(random.nextInt(2, 14)));
    }
    if (choice < 13
        && effects != null
        && effects.last() instanceof Book.Effect.Until until
        && until.time().isAfter(Instant.now().plusSeconds(1))) {
      return until;
    }
    return choice < 16 ? new Book.Effect.Forever() : new Book.Effect.Active();
  }

  /// Sends a change until there is a response, or once.
  private Sent send(Book.Effect effect, @Nullable String key, boolean isGivenUp)
      throws InterruptedException {
    Map<String, String> headers = key == null ? Map.of() : Map.of("Idempotency-Key", key);
    Book.Change change = book.begin(effect);
    Instant first = null;
    Instant lastUnknown = null;
    while (true) {
      Response response = runner.ask(effect, id, headers);
      if (response.neverGotThere()) {
        if (isOver() && lastUnknown == null) {
          book.without(change);
          return Sent.WITHOUT_EFFECT;
        }
        Thread.sleep(50);
        continue;
      }
      first = first == null ? response.start() : first;
      if (response.isUnknown()) {
        lastUnknown = unknown(response);
        if (key == null || isGivenUp) {
          book.unknown(change, lastUnknown);
        }
        if (isGivenUp) {
          trial.outcomes().givenUp();
          return Sent.UNKNOWN;
        }
        // With a key all attempts together have one effect; without, each may have its own.
        change = key == null ? book.begin(effect) : change;
        continue;
      }
      if (response.isOk()) {
        if (response.isReplayed() && key == null) {
          checks.violation(name + " got a replay of a request without a key: " + response);
        }
        acknowledged(change, effect, response, first, lastUnknown);
        if (key != null) {
          kept.put(key, new Kept(effect, response.text()));
        }
        return Sent.ACKNOWLEDGED;
      }
      if (response.isTooLateFor(effect)) {
        // Too late; what came before it may still have had its effect, but not with a key: then
        // that would be replayed.
        book.without(change);
        trial.outcomes().expired();
        return key == null && lastUnknown != null ? Sent.UNKNOWN : Sent.WITHOUT_EFFECT;
      }
      checks.violation(
          name + " " + effect + " is answered " + response.status() + " " + response.body());
      return Sent.UNKNOWN;
    }
  }

  /// @return when it has had its effect at the latest, if it has any
  private Instant unknown(Response response) {
    trial.outcomes().unknown(response.status());
    return response.end().plusSeconds(LATE_EFFECT_SECONDS);
  }

  /// @param first when it was sent first
  /// @param lastUnknown when an attempt before had its effect at the latest, null if there was none
  private void acknowledged(
      Book.Change change,
      Book.Effect effect,
      Response response,
      Instant first,
      @Nullable Instant lastUnknown) {
    boolean isReplay = response.isReplayed();
    if (isReplay && lastUnknown == null) {
      checks.violation(name + " got a replay of a request that it had never made: " + response);
    }
    if (isReplay && lastUnknown != null) {
      book.acknowledged(change, first, lastUnknown);
    } else {
      book.acknowledged(change, response.start(), response.end());
    }
    trial.outcomes().acknowledged(isReplay);
    checks.answer(name, id, effect, response);
  }

  /// Pauses with a key; after no response, unpauses before it repeats the pause. So a repetition
  /// that has an effect of its own shows: without the unpause the campaign would already be paused.
  private void pauseWithAKeyAroundAnUnpause(Effects counted, StoredCampaign before)
      throws InterruptedException {
    Book.Effect effect = new Book.Effect.Forever();
    String key = newKey();
    Map<String, String> headers = Map.of("Idempotency-Key", key);
    int most = 1 + book.floating(before.start());
    Book.Change change = book.begin(effect);
    Instant first = Instant.now();
    Instant lastUnknown = null;
    boolean isUnpaused = false;
    Response response = runner.ask(effect, id, headers);
    while (response.neverGotThere() || response.isUnknown()) {
      if (response.neverGotThere()) {
        Thread.sleep(50);
      } else {
        lastUnknown = unknown(response);
        if (!isUnpaused) {
          isUnpaused = send(new Book.Effect.Active(), null, false) == Sent.ACKNOWLEDGED;
        }
      }
      response = runner.ask(effect, id, headers);
    }
    boolean isReplay = response.isReplayed();
    if (!response.isOk() || (isReplay && lastUnknown == null)) {
      checks.violation(name + " paused with a key: " + response);
      return;
    }
    acknowledged(change, effect, response, first, lastUnknown);
    kept.put(key, new Kept(effect, response.text()));
    // A replay shows that the pause was made the first time, so the unpause was a change of its
    // own; without one, the pause was made only now.
    counted.countOfPause(
        before,
        most + (isUnpaused && isReplay ? 1 : 0),
        "a pause with a key, " + (isReplay ? "replayed" : "not replayed"));
  }

  /// Repeats an earlier request by its key, however much has changed since.
  private void repeat() throws InterruptedException {
    List<String> all = kept.keySet().stream().sorted().toList();
    String key = all.get(random.nextInt(all.size()));
    Kept first = Objects.requireNonNull(kept.get(key));
    Response response = runner.ask(first.effect(), id, Map.of("Idempotency-Key", key));
    if (response.neverGotThere() || response.isUnknown()) {
      return;
    }
    trial.outcomes().repeated();
    if (!response.isOk() || !response.isReplayed() || !response.text().equals(first.response())) {
      checks.violation(name + " repeated " + key + ": " + response + ", first " + first);
    }
    if (effects != null) {
      effects.count(null, Sent.WITHOUT_EFFECT);
    }
  }
}
