package dev.intermission.simulation;

import static dev.intermission.model.AdCampaignStatus.ACTIVE;
import static dev.intermission.model.AdCampaignStatus.INACTIVE;
import static dev.intermission.model.AdCampaignStatus.PAUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DuePage;
import dev.intermission.port.DuePause;
import dev.intermission.port.DueShard;
import dev.intermission.port.IdempotencyKey;
import dev.intermission.port.KeptAnswer;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.KeyedWrite;
import dev.intermission.port.ResumeWrite;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAdCampaign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What the use cases may rely on, asked of whatever store there is: what is refused, what exactly
/// a write leaves, in which order due pauses come, and that an answer is kept together with its
/// change or not at all.
abstract class StoreContract {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.400Z");
  private static final Instant BEFORE = Instant.parse("2026-05-01T08:00:00.250Z");
  private static final Instant UNTIL = Instant.parse("2026-06-01T12:00:30Z");
  private static final Instant LATER = Instant.parse("2026-06-01T13:00:00Z");
  private static final PauseId OLD = new PauseId("old");
  private static final PauseId NEW = new PauseId("new");
  private static final PauseId OTHER = new PauseId("other");
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static final Item ACTIVE_ITEM = new Item(ACTIVE, null, null, false, null, BEFORE, 3, 7);
  private static final Item TIMED = new Item(PAUSED, OLD, UNTIL, true, "cred_0", BEFORE, 3, 7);
  private static final Item ENDLESS = new Item(PAUSED, OLD, null, false, "cred_0", BEFORE, 3, 7);

  private final Stores stores;
  private AdCampaignId id = new AdCampaignId("adcamp_none");
  private IdempotencyKey key = new IdempotencyKey("biz_demo", "none");

  StoreContract(Stores stores) {
    this.stores = stores;
  }

  @BeforeEach
  void takeNewNames() {
    int number = COUNTER.incrementAndGet();
    id = new AdCampaignId("adcamp_contract" + number);
    key = new IdempotencyKey("biz_demo", "key-" + number);
  }

  // Pauses.

  @Test
  void a_timed_pause_leaves_exactly_this() {
    stores.put(id, ACTIVE_ITEM);
    assertThat(before(pause(UNTIL))).isEqualTo("ACTIVE null null false");
    assertThat(stores.item(id)).isEqualTo(new Item(PAUSED, NEW, UNTIL, true, "cred_1", NOW, 4, 7));
  }

  @Test
  void a_pause_without_an_end_leaves_nothing_of_a_timed_one() {
    stores.put(id, TIMED);
    assertThat(before(pause(null))).isEqualTo("PAUSED old " + UNTIL + " true");
    assertThat(stores.item(id)).isEqualTo(new Item(PAUSED, NEW, null, false, "cred_1", NOW, 4, 7));
    assertThat(due(id, LATER)).isEmpty();
  }

  @Test
  void a_pause_until_another_time_takes_the_place_of_one() {
    stores.put(id, TIMED);
    before(pause(LATER));
    assertThat(stores.item(id)).isEqualTo(new Item(PAUSED, NEW, LATER, true, "cred_1", NOW, 4, 7));
    assertThat(due(id, LATER)).containsExactly(new DuePause(id, NEW, LATER));
  }

  @Test
  void the_same_pause_again_is_refused() {
    stores.put(id, TIMED);
    assertThat(refusedWith(pause(UNTIL))).isEqualTo("PAUSED old " + UNTIL + " true");
    assertThat(stores.item(id)).isEqualTo(TIMED);

    stores.put(id, ENDLESS);
    assertThat(refusedWith(pause(null))).isEqualTo("PAUSED old null false");
    assertThat(stores.item(id)).isEqualTo(ENDLESS);
  }

  @Test
  void the_same_pause_again_is_made_where_it_would_not_end_as_it_is() {
    for (Item half : List.of(TIMED.with(OLD, UNTIL, false), TIMED.with(null, UNTIL, true))) {
      stores.put(id, half);
      before(pause(UNTIL));
      assertThat(stores.item(id))
          .isEqualTo(new Item(PAUSED, NEW, UNTIL, true, "cred_1", NOW, 4, 7));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"ACTIVE", "PAUSED"},
      mode = EnumSource.Mode.EXCLUDE)
  void what_the_platform_stopped_is_neither_paused_nor_unpaused_nor_ended(AdCampaignStatus status) {
    Item stopped = new Item(status, OLD, UNTIL, true, "platform", BEFORE, 3, 7);
    stores.put(id, stopped);
    refusedWith(pause(UNTIL));
    refusedWith(pause(null));
    refusedWith(unpause());
    assertThat(resume(OLD, UNTIL, LATER)).isInstanceOf(ResumeWrite.Refused.class);
    assertThat(stores.item(id)).isEqualTo(stopped);
  }

  @Test
  void of_what_is_not_there_nothing_is_made() {
    assertThat(pause(UNTIL)).isEqualTo(new StatusWrite.Missing<>());
    assertThat(unpause()).isEqualTo(new StatusWrite.Missing<>());
    assertThat(resume(OLD, UNTIL, LATER)).isEqualTo(new ResumeWrite.Missing());
    assertThat(stores.campaigns().find(id)).isEmpty();
    assertThat(due(id, LATER)).isEmpty();
  }

  @Test
  void what_is_found_is_what_was_written_last() {
    stores.put(id, ACTIVE_ITEM);
    before(pause(UNTIL));
    assertThat(told(found())).isEqualTo("PAUSED new " + UNTIL + " true");
    before(unpause());
    assertThat(told(found())).isEqualTo("ACTIVE null null false");
  }

  // Ends of pauses.

  @Test
  void an_unpause_leaves_nothing_of_the_pause() {
    for (Item paused : List.of(TIMED, ENDLESS, TIMED.with(null, null, false))) {
      stores.put(id, paused);
      before(unpause());
      assertThat(stores.item(id))
          .isEqualTo(new Item(ACTIVE, null, null, false, "cred_2", NOW, 4, 7));
      assertThat(due(id, LATER)).isEmpty();
    }
  }

  @Test
  void an_unpause_of_what_is_active_is_refused() {
    stores.put(id, ACTIVE_ITEM);
    assertThat(refusedWith(unpause())).isEqualTo("ACTIVE null null false");
    assertThat(stores.item(id)).isEqualTo(ACTIVE_ITEM);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:00:29.999999999Z, true",
    "2026-06-01T12:00:30.000Z, false",
    "2026-06-01T13:00:00Z, false",
  })
  void an_unpause_that_takes_the_pause_for_going_on_ends_none_that_is_over(
      Instant at, boolean goesOn) {
    stores.put(id, TIMED);
    StatusWrite<StoredAdCampaign> write = stores.campaigns().unpause(unpauseAt(at, null));
    if (goesOn) {
      before(write);
      assertThat(stores.item(id).status()).isEqualTo(ACTIVE);
    } else {
      assertThat(refusedWith(write)).isEqualTo("PAUSED old " + UNTIL + " true");
      assertThat(stores.item(id)).isEqualTo(TIMED);
    }
  }

  @Test
  void an_unpause_of_a_pause_that_is_over_writes_when_it_ended() {
    stores.put(id, TIMED);
    assertThat(refusedWith(stores.campaigns().unpause(unpauseAt(LATER, NOW))))
        .as("another end")
        .isEqualTo("PAUSED old " + UNTIL + " true");
    before(stores.campaigns().unpause(unpauseAt(LATER, UNTIL)));
    assertThat(stores.item(id))
        .isEqualTo(new Item(ACTIVE, null, null, false, "cred_2", UNTIL, 4, 7));

    stores.put(id, ENDLESS);
    refusedWith(stores.campaigns().unpause(unpauseAt(LATER, UNTIL)));
    assertThat(stores.item(id)).isEqualTo(ENDLESS);
  }

  @Test
  void a_resume_leaves_exactly_this() {
    stores.put(id, TIMED);
    assertThat(resume(OLD, UNTIL, LATER)).isEqualTo(new ResumeWrite.Resumed());
    assertThat(stores.item(id))
        .isEqualTo(new Item(ACTIVE, null, null, false, "sweep", UNTIL, 4, 7));
    assertThat(due(id, LATER)).isEmpty();
    assertThat(resume(OLD, UNTIL, LATER)).as("once").isInstanceOf(ResumeWrite.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:00:29.999999999Z, false",
    "2026-06-01T12:00:30.000Z, true",
    "2026-06-01T12:00:30.999Z, true",
    "2026-06-01T11:59:00Z, false",
  })
  void a_resume_waits_for_the_second(Instant now, boolean isTime) {
    stores.put(id, TIMED);
    assertThat(resume(OLD, UNTIL, now))
        .isInstanceOf(isTime ? ResumeWrite.Resumed.class : ResumeWrite.Refused.class);
    assertThat(stores.item(id).status()).isEqualTo(isTime ? ACTIVE : PAUSED);
  }

  @Test
  void a_resume_ends_no_other_pause() {
    stores.put(id, TIMED);
    for (ResumeWrite write :
        List.of(resume(OTHER, UNTIL, LATER), resume(null, UNTIL, LATER), resume(OLD, NOW, LATER))) {
      assertThat(write)
          .isInstanceOfSatisfying(
              ResumeWrite.Refused.class,
              refused ->
                  assertThat(told(refused.current())).isEqualTo("PAUSED old " + UNTIL + " true"));
    }
    assertThat(stores.item(id)).isEqualTo(TIMED);

    for (Item other : List.of(ENDLESS, TIMED.with(null, UNTIL, true), leftover(ACTIVE))) {
      stores.put(id, other);
      assertThat(resume(OLD, UNTIL, LATER)).isInstanceOf(ResumeWrite.Refused.class);
      assertThat(resume(null, UNTIL, LATER)).isInstanceOf(ResumeWrite.Refused.class);
      assertThat(stores.item(id)).isEqualTo(other);
    }
  }

  // The index of due pauses.

  @Test
  void due_pauses_come_oldest_first_over_all_pages() {
    List<AdCampaignId> ids = ofOneShard(7);
    // Put in another order than that of their times.
    for (int i : List.of(3, 0, 6, 1, 5, 2, 4)) {
      stores.put(ids.get(i), TIMED.with(OLD, UNTIL.plusSeconds(i), true));
    }
    stores.put(ids.get(4), TIMED.with(OLD, UNTIL.plusSeconds(4), false));
    assertThat(resumeAt(ids.get(1), UNTIL.plusSeconds(1))).isEqualTo(new ResumeWrite.Resumed());

    assertThat(due(id, UNTIL.plusSeconds(5).plusMillis(999)))
        .as("up to that second; neither what has no key, nor what has ended")
        .containsExactly(
            new DuePause(ids.get(0), OLD, UNTIL),
            new DuePause(ids.get(2), OLD, UNTIL.plusSeconds(2)),
            new DuePause(ids.get(3), OLD, UNTIL.plusSeconds(3)),
            new DuePause(ids.get(5), OLD, UNTIL.plusSeconds(5)));
  }

  @Test
  void a_row_without_a_pause_id_is_a_row() {
    stores.put(id, TIMED.with(null, UNTIL, true));
    assertThat(due(id, LATER)).containsExactly(new DuePause(id, null, UNTIL));
  }

  @ParameterizedTest
  @EnumSource(value = AdCampaignStatus.class, names = "PAUSED", mode = EnumSource.Mode.EXCLUDE)
  void what_is_left_of_a_pause_is_taken_out_and_the_rest_stays(AdCampaignStatus status) {
    stores.put(id, leftover(status));
    assertThat(stores.campaigns().forgetPause(id, found())).isTrue();
    assertThat(stores.item(id)).isEqualTo(new Item(status, null, null, false, null, BEFORE, 4, 7));
    assertThat(due(id, LATER)).isEmpty();
  }

  @Test
  void what_changed_since_it_was_seen_is_not_cleaned() {
    stores.put(id, leftover(ACTIVE));
    StoredAdCampaign seen = found();
    before(pause(LATER));
    Item paused = stores.item(id);
    assertThat(stores.campaigns().forgetPause(id, seen)).isFalse();
    assertThat(stores.item(id)).isEqualTo(paused);
  }

  // Answers that are kept.

  @Test
  void an_answer_is_kept_for_its_time_and_its_key_is_taken_meanwhile() {
    KeptAnswer first = answer("first", NOW.plusSeconds(20));
    assertThat(stores.answers().find(key, NOW)).isEmpty();
    assertThat(stores.answers().keep(first, null, NOW)).isEqualTo(KeyedWrite.APPLIED);

    Instant last = first.keptUntil().minusMillis(1);
    assertThat(stores.answers().find(key, last)).contains(first);
    assertThat(stores.answers().keep(answer("second", LATER), null, last))
        .isEqualTo(KeyedWrite.KEY_TAKEN);
    assertThat(stores.answers().find(key, last)).contains(first);

    Instant over = first.keptUntil();
    KeptAnswer third = answer("third", LATER);
    assertThat(stores.answers().find(key, over)).isEmpty();
    assertThat(stores.answers().keep(third, null, over)).isEqualTo(KeyedWrite.APPLIED);
    assertThat(stores.answers().find(key, over)).contains(third);
  }

  @Test
  void a_change_is_made_with_its_answer() {
    stores.put(id, ACTIVE_ITEM);
    assertThat(keep("paused", pauseOf(found()))).isEqualTo(KeyedWrite.APPLIED);
    assertThat(stores.item(id)).isEqualTo(new Item(PAUSED, NEW, UNTIL, true, "cred_1", NOW, 4, 7));
    assertThat(due(id, LATER)).containsExactly(new DuePause(id, NEW, UNTIL));
    assertThat(stores.answers().find(key, NOW)).contains(answer("paused", LATER));

    takeNewKey();
    assertThat(keep("active", unpauseOf(found()))).isEqualTo(KeyedWrite.APPLIED);
    assertThat(stores.item(id)).isEqualTo(new Item(ACTIVE, null, null, false, "cred_2", NOW, 5, 7));

    takeNewKey();
    Item left = stores.item(id);
    assertThat(keep("left", new KeyedChange.LeaveCampaign(id, found().revision())))
        .isEqualTo(KeyedWrite.APPLIED);
    assertThat(stores.item(id)).isEqualTo(left);
    assertThat(stores.answers().find(key, NOW)).contains(answer("left", LATER));
  }

  @Test
  void neither_is_there_when_the_campaign_has_changed_since_it_was_seen() {
    stores.put(id, TIMED);
    StoredAdCampaign seen = found();
    Item changed = TIMED.clicked().counted();
    stores.put(id, changed);
    for (KeyedChange change :
        List.of(
            pauseOf(seen), unpauseOf(seen), new KeyedChange.LeaveCampaign(id, seen.revision()))) {
      assertThat(keep("none", change)).isEqualTo(KeyedWrite.MOVED);
    }
    assertThat(stores.item(id)).isEqualTo(changed);
    assertThat(stores.answers().find(key, NOW)).isEmpty();
  }

  @Test
  void neither_is_there_when_the_platform_stopped_the_campaign_without_counting() {
    stores.put(id, TIMED);
    StoredAdCampaign seen = found();
    Item stopped = new Item(INACTIVE, OLD, UNTIL, true, "cred_0", BEFORE, 3, 7);
    stores.put(id, stopped);
    assertThat(keep("none", pauseOf(seen))).isEqualTo(KeyedWrite.MOVED);
    assertThat(keep("none", unpauseOf(seen))).isEqualTo(KeyedWrite.MOVED);
    assertThat(stores.item(id)).isEqualTo(stopped);
    assertThat(stores.answers().find(key, NOW)).isEmpty();
  }

  @Test
  void neither_is_there_when_the_key_is_taken() {
    stores.put(id, ACTIVE_ITEM);
    StoredAdCampaign seen = found();
    assertThat(keep("first", null)).isEqualTo(KeyedWrite.APPLIED);
    assertThat(keep("second", pauseOf(seen))).isEqualTo(KeyedWrite.KEY_TAKEN);
    assertThat(stores.item(id)).isEqualTo(ACTIVE_ITEM);

    stores.put(id, ACTIVE_ITEM.counted());
    assertThat(keep("second", pauseOf(seen)))
        .as("also where the campaign has changed")
        .isEqualTo(KeyedWrite.KEY_TAKEN);
    assertThat(stores.answers().find(key, NOW)).contains(answer("first", LATER));
  }

  // What is asked.

  private StatusWrite<StoredAdCampaign> pause(@Nullable Instant until) {
    return stores.campaigns().pause(new CampaignPause(id, Item.ACCOUNT, NEW, until, "cred_1", NOW));
  }

  private StatusWrite<StoredAdCampaign> unpause() {
    return stores.campaigns().unpause(unpauseAt(NOW, null));
  }

  private CampaignUnpause unpauseAt(Instant at, @Nullable Instant ended) {
    return new CampaignUnpause(id, Item.ACCOUNT, "cred_2", at, ended);
  }

  private ResumeWrite resume(@Nullable PauseId pauseId, Instant until, Instant now) {
    return stores.campaigns().resume(new CampaignResume(id, pauseId, until, "sweep", now));
  }

  private ResumeWrite resumeAt(AdCampaignId which, Instant until) {
    return stores.campaigns().resume(new CampaignResume(which, OLD, until, "sweep", until));
  }

  private StoredAdCampaign found() {
    return stores.campaigns().find(id).orElseThrow();
  }

  private KeyedWrite keep(String body, @Nullable KeyedChange change) {
    return stores.answers().keep(answer(body, LATER), change, NOW);
  }

  private KeyedChange pauseOf(StoredAdCampaign seen) {
    return new KeyedChange.PauseCampaign(
        new CampaignPause(id, Item.ACCOUNT, NEW, UNTIL, "cred_1", NOW), seen.revision());
  }

  private KeyedChange unpauseOf(StoredAdCampaign seen) {
    return new KeyedChange.UnpauseCampaign(unpauseAt(NOW, null), seen.revision());
  }

  private KeptAnswer answer(String body, Instant keptUntil) {
    return new KeptAnswer(
        key,
        "fingerprint",
        "nonce",
        200,
        body,
        Item.ACCOUNT,
        NEW,
        Instant.ofEpochSecond(keptUntil.getEpochSecond()));
  }

  private void takeNewKey() {
    key = new IdempotencyKey("biz_demo", "key-" + COUNTER.incrementAndGet());
  }

  /// Rows of this test's campaigns.
  private List<DuePause> due(AdCampaignId ofShard, Instant notAfter) {
    List<DuePause> rows = new ArrayList<>();
    DuePage.Cursor next = null;
    do {
      DuePage page = stores.campaigns().due(DueShard.of(ofShard), notAfter, next);
      page.rows().stream()
          .filter(row -> (row.id().value() + "x").startsWith(id.value() + "x"))
          .forEach(rows::add);
      next = page.next();
    } while (next != null);
    return rows;
  }

  /// Campaigns in the shard that this test's own campaign would be in.
  private List<AdCampaignId> ofOneShard(int count) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new AdCampaignId(id.value() + "x" + i))
        .filter(one -> DueShard.of(one).equals(DueShard.of(id)))
        .limit(count)
        .toList();
  }

  private static Item leftover(AdCampaignStatus status) {
    return new Item(status, OLD, UNTIL, true, null, BEFORE, 3, 7);
  }

  // What is answered.

  private static String before(StatusWrite<StoredAdCampaign> write) {
    assertThat(write).isInstanceOf(StatusWrite.Applied.class);
    return told(((StatusWrite.Applied<StoredAdCampaign>) write).before());
  }

  private static String refusedWith(StatusWrite<StoredAdCampaign> write) {
    assertThat(write).isInstanceOf(StatusWrite.Refused.class);
    return told(((StatusWrite.Refused<StoredAdCampaign>) write).current());
  }

  private static String told(StoredAdCampaign stored) {
    return stored.status()
        + " "
        + (stored.pauseId() == null ? null : stored.pauseId().value())
        + " "
        + stored.pausedUntil()
        + " "
        + stored.inDueIndex();
  }
}
