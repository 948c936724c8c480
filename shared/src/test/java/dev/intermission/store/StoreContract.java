package dev.intermission.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.change.Ask;
import dev.intermission.change.KeyedChange;
import dev.intermission.change.Ruling;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.model.Samples;
import dev.intermission.model.Status;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import dev.intermission.once.KeyedResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract of every store, for every kind of record. What is refused, what exactly a write
/// leaves, that it refuses and accepts what [Ruling] says, and that a response is kept together
/// with its change or not at all.
///
/// @param <R> the kind of record
public abstract class StoreContract<R> {
  /// Samples that differ for each kind of record.
  ///
  /// @param id makes an id of this kind of letters and digits
  /// @param active the state of a record that runs
  /// @param paused the state of a record in a pause that `pause` takes the place of
  /// @param pause a request that changes both
  /// @param afterwards the state of a record once that is carried out
  /// @param stopped the statuses that are the platform's
  /// @param found all states that a record may be found in
  /// @param asks all that may be asked of it
  protected record Subject(
      Function<String, RecordId> id,
      PauseState active,
      PauseState paused,
      Ask.Pause pause,
      PauseState afterwards,
      List<Status> stopped,
      List<PauseState> found,
      List<Ask> asks) {}

  protected static final Instant NOW = Instant.parse("2026-06-01T12:00:00.400Z");
  protected static final Instant BEFORE = Instant.parse("2026-05-01T08:00:00.250Z");
  protected static final Instant UNTIL = Instant.parse("2026-06-01T12:00:30Z");
  protected static final Instant LATER = Instant.parse("2026-06-01T13:00:00Z");
  protected static final Ask UNPAUSE = new Ask.Unpause();
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Subject subject;
  private final Tables<R> tables;
  protected RecordId id;
  private IdempotencyKey key = new IdempotencyKey("biz_demo", "none");

  protected StoreContract(Subject subject, Tables<R> tables) {
    this.subject = subject;
    this.tables = tables;
    this.id = subject.id.apply("none");
  }

  @BeforeEach
  void takeNewNames() {
    id = subject.id.apply("contract" + COUNTER.incrementAndGet());
    takeNewKey();
  }

  // ------------------------------------------------------------------ pauses

  @Test
  void a_pause_leaves_exactly_this() {
    for (PauseState found : List.of(subject.active, subject.paused)) {
      if (!found.equals(subject.afterwards)) {
        tables.put(id, item(found));
        assertThat(before(update(subject.pause))).isEqualTo(found);
        assertThat(tables.item(id)).isEqualTo(written(subject.afterwards, "cred_1", NOW));
      }
    }
  }

  @Test
  void the_same_pause_again_is_refused() {
    tables.put(id, item(subject.afterwards));
    assertThat(refusedWith(update(subject.pause))).isEqualTo(subject.afterwards);
    assertThat(tables.item(id)).isEqualTo(item(subject.afterwards));
  }

  @Test
  void what_the_platform_stopped_is_neither_paused_nor_unpaused() {
    for (Status status : subject.stopped) {
      Item stopped = item(subject.paused).withStatus(status);
      tables.put(id, stopped);
      subject.asks.forEach(ask -> refusedWith(update(ask)));
      assertThat(tables.item(id)).isEqualTo(stopped);
    }
  }

  @Test
  void another_accounts_record_is_neither_paused_nor_unpaused() {
    for (PauseState found : List.of(subject.active, subject.paused)) {
      tables.put(id, item(found));
      for (Ask ask : subject.asks) {
        StatusUpdate foreign =
            new StatusUpdate(id, Samples.OTHER_ACCOUNT, ask, "cred_1", NOW, null);
        assertThat(refusedWith(tables.records().update(foreign))).isEqualTo(found);
        assertThat(keep("none", new KeyedChange.Update(foreign, found().revision())))
            .isEqualTo(KeyedResult.MOVED);
      }
      assertThat(tables.item(id)).isEqualTo(item(found));
    }
  }

  @Test
  void of_what_is_not_there_nothing_is_made() {
    subject.asks.forEach(ask -> assertThat(update(ask)).isEqualTo(new UpdateResult.Missing<>()));
    assertThat(tables.records().find(id)).isEmpty();
  }

  @Test
  void what_is_found_is_what_was_written_last() {
    tables.put(id, item(subject.active));
    before(update(subject.pause));
    assertThat(found().state()).isEqualTo(subject.afterwards);
    before(update(UNPAUSE));
    assertThat(found().state()).isEqualTo(subject.active);
    assertThat(found().account()).isEqualTo(Samples.ACCOUNT);
  }

  @Test
  void an_unpause_leaves_nothing_of_the_pause() {
    for (PauseState paused : List.of(subject.paused, subject.afterwards)) {
      tables.put(id, item(paused));
      assertThat(before(update(UNPAUSE))).isEqualTo(paused);
      assertThat(tables.item(id)).isEqualTo(written(subject.active, "cred_1", NOW));
    }
  }

  @Test
  void an_unpause_of_what_is_active_is_refused() {
    tables.put(id, item(subject.active));
    assertThat(refusedWith(update(UNPAUSE))).isEqualTo(subject.active);
    assertThat(tables.item(id)).isEqualTo(item(subject.active));
  }

  // ------------------------------------------------------------------ the rule

  /// Each state, each ask, just before the end, at it and after it.
  @Test
  void the_store_accepts_and_refuses_what_the_rule_says() {
    List<Instant> times = List.of(UNTIL.minusNanos(1), UNTIL, UNTIL.plusMillis(1));
    for (PauseState found : subject.found) {
      for (Ask ask : subject.asks) {
        for (Instant now : times) {
          holds(found, ask, now);
        }
      }
    }
  }

  private void holds(PauseState found, Ask ask, Instant now) {
    Ruling ruling = Ruling.on(found, ask, now);
    String inCase = "%s of %s at %s, which is %s".formatted(ask, found, now, ruling);
    Item item = item(found);
    tables.put(id, item);
    StatusUpdate asked = update(ask, now, null);
    switch (ruling) {
      case Ruling.NotAllowed ignored -> {
        refuses(inCase, item, asked);
        refusesWithAnEnd(inCase, item, asked);
        takeNewKey();
        assertThat(keep("none", new KeyedChange.Update(asked, found().revision())))
            .as(inCase)
            .isEqualTo(KeyedResult.MOVED);
        assertThat(tables.item(id)).as(inCase).isEqualTo(item);
      }
      case Ruling.AlreadySo ignored -> {
        refuses(inCase, item, asked);
        refusesWithAnEnd(inCase, item, asked);
      }
      case Ruling.Becomes(PauseState next, Instant ended) -> {
        StatusUpdate update = ended == null ? asked : asked.endedAt(ended);
        if (ended != null) {
          refuses(inCase + ", without its end", item, asked);
          refuses(inCase + ", with another end", item, asked.endedAt(ended.plusSeconds(1)));
        }
        Item after =
            written(next, "cred_1", (ended == null ? now : ended).truncatedTo(ChronoUnit.MILLIS));
        assertThat(before(tables.records().update(update))).as(inCase).isEqualTo(found);
        assertThat(tables.item(id)).as(inCase).isEqualTo(after);

        tables.put(id, item);
        takeNewKey();
        assertThat(keep("made", new KeyedChange.Update(update, found().revision())))
            .as(inCase)
            .isEqualTo(KeyedResult.APPLIED);
        assertThat(tables.item(id)).as(inCase).isEqualTo(after);
      }
    }
  }

  private void refusesWithAnEnd(String inCase, Item item, StatusUpdate update) {
    Instant end = item.state().until();
    if (update.ask() instanceof Ask.Unpause && end != null) {
      refuses(inCase + ", with its end", item, update.endedAt(end));
    }
  }

  private void refuses(String inCase, Item item, StatusUpdate update) {
    assertThat(tables.records().update(update)).as(inCase).isInstanceOf(UpdateResult.Refused.class);
    assertThat(tables.item(id)).as(inCase).isEqualTo(item);
  }

  // ------------------------------------------------------------------ kept responses

  @Test
  void a_response_is_kept_for_its_time_and_its_key_is_taken_meanwhile() {
    KeptResponse first = answer("first", NOW.plusSeconds(20));
    assertThat(tables.responses().find(key, NOW)).isEmpty();
    assertThat(tables.responses().keep(first, null, NOW)).isEqualTo(KeyedResult.APPLIED);

    Instant last = first.keptUntil().minusMillis(1);
    assertThat(tables.responses().find(key, last)).contains(first);
    assertThat(tables.responses().keep(answer("second", LATER), null, last))
        .isEqualTo(KeyedResult.KEY_TAKEN);
    assertThat(tables.responses().find(key, last)).contains(first);

    Instant over = first.keptUntil();
    KeptResponse third = answer("third", LATER);
    assertThat(tables.responses().find(key, over)).isEmpty();
    assertThat(tables.responses().keep(third, null, over)).isEqualTo(KeyedResult.APPLIED);
    assertThat(tables.responses().find(key, over)).contains(third);
  }

  @Test
  void a_change_is_made_with_its_response() {
    tables.put(id, item(subject.active));
    assertThat(keep("paused", change(subject.pause, found()))).isEqualTo(KeyedResult.APPLIED);
    assertThat(tables.item(id)).isEqualTo(written(subject.afterwards, "cred_1", NOW));
    assertThat(tables.responses().find(key, NOW)).contains(answer("paused", LATER));

    takeNewKey();
    assertThat(keep("active", change(UNPAUSE, found()))).isEqualTo(KeyedResult.APPLIED);
    assertThat(tables.item(id)).isEqualTo(written(subject.active, "cred_1", NOW).counted());

    takeNewKey();
    Item left = tables.item(id);
    assertThat(keep("left", new KeyedChange.Check(id, found().revision())))
        .isEqualTo(KeyedResult.APPLIED);
    assertThat(tables.item(id)).isEqualTo(left);
    assertThat(tables.responses().find(key, NOW)).contains(answer("left", LATER));
  }

  @Test
  void neither_is_there_when_the_record_has_changed_since_it_was_seen() {
    Item first = item(subject.paused);
    tables.put(id, first);
    Stored<R> seen = found();
    Item changed = first.clicked().counted();
    tables.put(id, changed);
    for (KeyedChange change :
        List.of(
            change(subject.pause, seen),
            change(UNPAUSE, seen),
            new KeyedChange.Check(id, seen.revision()))) {
      assertThat(keep("none", change)).isEqualTo(KeyedResult.MOVED);
    }
    assertThat(tables.item(id)).isEqualTo(changed);
    assertThat(tables.responses().find(key, NOW)).isEmpty();
  }

  @Test
  void neither_is_there_when_the_platform_stopped_the_record_without_counting() {
    tables.put(id, item(subject.paused));
    Stored<R> seen = found();
    Item stopped = item(subject.paused).withStatus(subject.stopped.getFirst());
    tables.put(id, stopped);
    assertThat(keep("none", change(subject.pause, seen))).isEqualTo(KeyedResult.MOVED);
    assertThat(keep("none", change(UNPAUSE, seen))).isEqualTo(KeyedResult.MOVED);
    assertThat(tables.item(id)).isEqualTo(stopped);
    assertThat(tables.responses().find(key, NOW)).isEmpty();
  }

  @Test
  void neither_is_there_when_the_key_is_taken() {
    Item active = item(subject.active);
    tables.put(id, active);
    Stored<R> seen = found();
    assertThat(keep("first", null)).isEqualTo(KeyedResult.APPLIED);
    assertThat(keep("second", change(subject.pause, seen))).isEqualTo(KeyedResult.KEY_TAKEN);
    assertThat(tables.item(id)).isEqualTo(active);

    tables.put(id, active.counted());
    assertThat(keep("second", change(subject.pause, seen)))
        .as("also where the record has changed")
        .isEqualTo(KeyedResult.KEY_TAKEN);
    assertThat(tables.responses().find(key, NOW)).contains(answer("first", LATER));
  }

  @Test
  void neither_is_there_when_there_is_no_record_any_more() {
    tables.put(id, item(subject.active));
    Stored<R> seen = found();
    id = subject.id.apply("gone" + COUNTER.incrementAndGet());
    assertThat(keep("none", change(subject.pause, seen))).isEqualTo(KeyedResult.MOVED);
    assertThat(keep("none", new KeyedChange.Check(id, seen.revision())))
        .isEqualTo(KeyedResult.MOVED);
    assertThat(tables.records().find(id)).isEmpty();
    assertThat(tables.responses().find(key, NOW)).isEmpty();
  }

  // ------------------------------------------------------------------ what is asked

  protected final UpdateResult<R> update(Ask ask) {
    return tables.records().update(update(ask, NOW, null));
  }

  protected final StatusUpdate update(Ask ask, Instant at, @Nullable Instant ended) {
    return new StatusUpdate(id, Samples.ACCOUNT, ask, "cred_1", at, ended);
  }

  protected final Stored<R> found() {
    return tables.records().find(id).orElseThrow();
  }

  protected final KeyedResult keep(String response, @Nullable KeyedChange change) {
    return tables.responses().keep(answer(response, LATER), change, NOW);
  }

  private KeyedChange change(Ask ask, Stored<R> seen) {
    return new KeyedChange.Update(update(ask, NOW, null), seen.revision());
  }

  private KeptResponse answer(String response, Instant keptUntil) {
    return new KeptResponse(
        key,
        "fingerprint",
        "nonce",
        response,
        Samples.ACCOUNT,
        new PauseId("timed"),
        true,
        Instant.ofEpochSecond(keptUntil.getEpochSecond()));
  }

  private void takeNewKey() {
    key = new IdempotencyKey("biz_demo", "key-" + COUNTER.incrementAndGet());
  }

  /// The item that this test's record begins with.
  protected static Item item(PauseState state) {
    return new Item(state, "cred_0", BEFORE, 3, 7, null);
  }

  /// That item after one write.
  protected static Item written(PauseState state, String by, Instant at) {
    return new Item(state, by, at, 4, 7, null);
  }

  // ------------------------------------------------------------------ results

  protected static @Nullable PauseState before(UpdateResult<?> result) {
    assertThat(result).isInstanceOf(UpdateResult.Applied.class);
    return ((UpdateResult.Applied<?>) result).before().state();
  }

  protected static @Nullable PauseState refusedWith(UpdateResult<?> result) {
    assertThat(result).isInstanceOf(UpdateResult.Refused.class);
    return ((UpdateResult.Refused<?>) result).current().state();
  }
}
