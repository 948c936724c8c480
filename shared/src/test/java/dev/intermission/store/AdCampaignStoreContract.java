package dev.intermission.store;

import static dev.intermission.model.AdCampaignStatus.ACTIVE;
import static dev.intermission.model.AdCampaignStatus.INACTIVE;
import static dev.intermission.model.AdCampaignStatus.PAUSED;
import static dev.intermission.model.AdCampaignStatus.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.change.Ask;
import dev.intermission.change.KeyedChange;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.once.KeyedResult;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract of a store of campaigns, whose pauses may end by themselves. Beside the rules for
/// every kind: what timed pauses leave, how they end, and in which order due ones come.
public abstract class AdCampaignStoreContract extends StoreContract<AdCampaign> {
  private static final PauseId OLD = new PauseId("old");
  private static final PauseId NEW = new PauseId("new");
  private static final PauseId OTHER = new PauseId("other");

  private static final PauseState RUNNING = PauseState.of(ACTIVE);
  private static final PauseState TIMED = new PauseState(PAUSED, OLD, UNTIL, true);
  private static final PauseState ENDLESS = new PauseState(PAUSED, OLD, null, false);

  private final TimedTables<AdCampaign> tables;

  protected AdCampaignStoreContract(TimedTables<AdCampaign> tables) {
    super(
        new Subject(
            name -> new AdCampaignId(AdCampaignId.PREFIX + name),
            RUNNING,
            TIMED,
            new Ask.Pause(NEW, LATER),
            new PauseState(PAUSED, NEW, LATER, true),
            List.of(INACTIVE, STALE),
            states(),
            List.of(pause(UNTIL), pause(LATER), pause(null), UNPAUSE)),
        tables);
    this.tables = tables;
  }

  /// Whole ones and halves: an item may be in any.
  private static List<PauseState> states() {
    List<PauseState> states = new ArrayList<>();
    for (AdCampaignStatus status : AdCampaignStatus.values()) {
      for (PauseId pauseId : new PauseId[] {null, OLD}) {
        for (Instant until : new Instant[] {null, UNTIL}) {
          states.add(new PauseState(status, pauseId, until, false));
          states.add(new PauseState(status, pauseId, until, true));
        }
      }
    }
    return states;
  }

  // ------------------------------------------------------------------ pauses

  @Test
  void a_timed_pause_leaves_exactly_this() {
    tables.put(id, item(RUNNING));
    assertThat(before(update(pause(UNTIL)))).isEqualTo(RUNNING);
    assertThat(tables.item(id)).isEqualTo(written(timed(NEW, UNTIL), "cred_1", NOW));
  }

  @Test
  void a_pause_without_an_end_leaves_nothing_of_a_timed_one() {
    tables.put(id, item(TIMED));
    assertThat(before(update(pause(null)))).isEqualTo(TIMED);
    assertThat(tables.item(id))
        .isEqualTo(written(new PauseState(PAUSED, NEW, null, false), "cred_1", NOW));
    assertThat(due(id, LATER)).isEmpty();
  }

  @Test
  void a_pause_until_another_time_takes_the_place_of_one() {
    tables.put(id, item(TIMED));
    before(update(pause(LATER)));
    assertThat(tables.item(id)).isEqualTo(written(timed(NEW, LATER), "cred_1", NOW));
    assertThat(due(id, LATER)).containsExactly(new DuePause(id, NEW, LATER));
  }

  @Test
  void exactly_the_same_pause_again_is_refused() {
    tables.put(id, item(TIMED));
    assertThat(refusedWith(update(pause(UNTIL)))).isEqualTo(TIMED);
    assertThat(tables.item(id)).isEqualTo(item(TIMED));

    tables.put(id, item(ENDLESS));
    assertThat(refusedWith(update(pause(null)))).isEqualTo(ENDLESS);
    assertThat(tables.item(id)).isEqualTo(item(ENDLESS));
  }

  @Test
  void the_same_pause_again_is_made_where_it_would_not_end_as_it_is() {
    for (PauseState half :
        List.of(
            new PauseState(PAUSED, OLD, UNTIL, false), new PauseState(PAUSED, null, UNTIL, true))) {
      tables.put(id, item(half));
      before(update(pause(UNTIL)));
      assertThat(tables.item(id)).isEqualTo(written(timed(NEW, UNTIL), "cred_1", NOW));
    }
  }

  @Test
  void what_was_paused_with_its_response_is_due() {
    tables.put(id, item(RUNNING));
    assertThat(
            keep(
                "paused",
                new KeyedChange.Update(update(pause(UNTIL), NOW, null), found().revision())))
        .isEqualTo(KeyedResult.APPLIED);
    assertThat(tables.item(id)).isEqualTo(written(timed(NEW, UNTIL), "cred_1", NOW));
    assertThat(due(id, LATER)).containsExactly(new DuePause(id, NEW, UNTIL));
  }

  // ------------------------------------------------------------------ ends of pauses

  @Test
  void an_unpause_takes_every_pause_out_of_the_index() {
    for (PauseState paused : List.of(TIMED, ENDLESS, PauseState.of(PAUSED))) {
      tables.put(id, item(paused));
      before(update(UNPAUSE));
      assertThat(tables.item(id)).isEqualTo(written(RUNNING, "cred_1", NOW));
      assertThat(due(id, LATER)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:00:29.999999999Z, true",
    "2026-06-01T12:00:30.000Z, false",
    "2026-06-01T13:00:00Z, false",
  })
  void an_unpause_that_takes_the_pause_for_going_on_ends_none_that_is_over(
      Instant at, boolean goesOn) {
    tables.put(id, item(TIMED));
    UpdateResult<AdCampaign> result = tables.records().update(update(UNPAUSE, at, null));
    if (goesOn) {
      before(result);
      assertThat(tables.item(id).state()).isEqualTo(RUNNING);
    } else {
      assertThat(refusedWith(result)).isEqualTo(TIMED);
      assertThat(tables.item(id)).isEqualTo(item(TIMED));
    }
  }

  @Test
  void an_unpause_of_a_pause_that_is_over_writes_when_it_ended() {
    tables.put(id, item(TIMED));
    assertThat(refusedWith(tables.records().update(update(UNPAUSE, LATER, NOW))))
        .as("another end")
        .isEqualTo(TIMED);
    before(tables.records().update(update(UNPAUSE, LATER, UNTIL)));
    assertThat(tables.item(id)).isEqualTo(written(RUNNING, "cred_1", UNTIL));

    tables.put(id, item(ENDLESS));
    refusedWith(tables.records().update(update(UNPAUSE, LATER, UNTIL)));
    assertThat(tables.item(id)).isEqualTo(item(ENDLESS));
  }

  @Test
  void a_resume_leaves_exactly_this() {
    tables.put(id, item(TIMED));
    assertThat(resume(OLD, UNTIL, LATER)).isEqualTo(new ResumeResult.Resumed());
    assertThat(tables.item(id)).isEqualTo(written(RUNNING, "sweep", UNTIL));
    assertThat(due(id, LATER)).isEmpty();
    assertThat(resume(OLD, UNTIL, LATER)).as("once").isInstanceOf(ResumeResult.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:00:29.999999999Z, false",
    "2026-06-01T12:00:30.000Z, true",
    "2026-06-01T12:00:30.999Z, true",
    "2026-06-01T11:59:00Z, false",
  })
  void a_resume_waits_for_the_second(Instant now, boolean isTime) {
    tables.put(id, item(TIMED));
    assertThat(resume(OLD, UNTIL, now))
        .isInstanceOf(isTime ? ResumeResult.Resumed.class : ResumeResult.Refused.class);
    assertThat(tables.item(id).state()).isEqualTo(isTime ? RUNNING : TIMED);
  }

  @Test
  void a_resume_ends_no_other_pause() {
    tables.put(id, item(TIMED));
    for (ResumeResult result :
        List.of(resume(OTHER, UNTIL, LATER), resume(null, UNTIL, LATER), resume(OLD, NOW, LATER))) {
      assertThat(result)
          .isInstanceOfSatisfying(
              ResumeResult.Refused.class,
              refused -> assertThat(refused.current().state()).isEqualTo(TIMED));
    }
    assertThat(tables.item(id)).isEqualTo(item(TIMED));

    for (PauseState other :
        List.of(ENDLESS, new PauseState(PAUSED, null, UNTIL, true), leftover(ACTIVE))) {
      tables.put(id, item(other));
      assertThat(resume(OLD, UNTIL, LATER)).isInstanceOf(ResumeResult.Refused.class);
      assertThat(resume(null, UNTIL, LATER)).isInstanceOf(ResumeResult.Refused.class);
      assertThat(tables.item(id)).isEqualTo(item(other));
    }
  }

  @ParameterizedTest
  @EnumSource(value = AdCampaignStatus.class, names = "PAUSED", mode = EnumSource.Mode.EXCLUDE)
  void a_resume_ends_nothing_that_is_not_paused(AdCampaignStatus status) {
    tables.put(id, item(leftover(status)));
    assertThat(resume(OLD, UNTIL, LATER)).isInstanceOf(ResumeResult.Refused.class);
    assertThat(tables.item(id)).isEqualTo(item(leftover(status)));
  }

  @Test
  void of_what_is_not_there_nothing_ends() {
    assertThat(resume(OLD, UNTIL, LATER)).isEqualTo(new ResumeResult.Missing());
    assertThat(tables.duePauses().forget(id, leftover(ACTIVE))).isFalse();
    assertThat(tables.records().find(id)).isEmpty();
    assertThat(due(id, LATER)).isEmpty();
  }

  // ------------------------------------------------------------------ the index of due pauses

  @Test
  void due_pauses_come_oldest_first_over_all_pages() {
    List<RecordId> ids = ofOnePart(7);
    // Put in another order than that of their times.
    for (int i : List.of(3, 0, 6, 1, 5, 2, 4)) {
      tables.put(ids.get(i), item(timed(OLD, UNTIL.plusSeconds(i))));
    }
    tables.put(ids.get(4), item(new PauseState(PAUSED, OLD, UNTIL.plusSeconds(4), false)));
    Instant second = UNTIL.plusSeconds(1);
    assertThat(
            tables.duePauses().resume(new ResumeUpdate(ids.get(1), OLD, second, "sweep", second)))
        .isEqualTo(new ResumeResult.Resumed());

    assertThat(due(id, UNTIL.plusSeconds(5).plusMillis(999)))
        .as("up to that second; neither what has no key, nor what has ended")
        .containsExactly(
            new DuePause(ids.get(0), OLD, UNTIL),
            new DuePause(ids.get(2), OLD, UNTIL.plusSeconds(2)),
            new DuePause(ids.get(3), OLD, UNTIL.plusSeconds(3)),
            new DuePause(ids.get(5), OLD, UNTIL.plusSeconds(5)));
  }

  @Test
  void a_record_has_its_row_in_its_own_part_and_in_no_other() {
    tables.put(id, item(TIMED));
    assertThat(tables.duePauses().parts()).doesNotHaveDuplicates();
    assertThat(
            tables.duePauses().parts().stream()
                .filter(part -> !due(part, LATER).isEmpty())
                .map(part -> (Object) part))
        .containsExactly(tables.partOf(id));
  }

  @Test
  void a_row_without_a_pause_id_is_a_row() {
    tables.put(id, item(new PauseState(PAUSED, null, UNTIL, true)));
    assertThat(due(id, LATER)).containsExactly(new DuePause(id, null, UNTIL));
  }

  @ParameterizedTest
  @EnumSource(value = AdCampaignStatus.class, names = "PAUSED", mode = EnumSource.Mode.EXCLUDE)
  void what_is_left_of_a_pause_is_taken_out_and_the_rest_stays(AdCampaignStatus status) {
    tables.put(id, item(leftover(status)));
    assertThat(tables.duePauses().forget(id, leftover(status))).isTrue();
    assertThat(tables.item(id)).isEqualTo(written(PauseState.of(status), "cred_0", BEFORE));
    assertThat(due(id, LATER)).isEmpty();
  }

  @Test
  void what_changed_since_it_was_seen_is_not_cleaned() {
    tables.put(id, item(leftover(ACTIVE)));
    before(update(pause(LATER)));
    Item paused = tables.item(id);
    assertThat(tables.duePauses().forget(id, leftover(ACTIVE))).isFalse();
    assertThat(tables.item(id)).isEqualTo(paused);
  }

  // ------------------------------------------------------------------ what is asked

  private static Ask pause(@Nullable Instant until) {
    return new Ask.Pause(NEW, until);
  }

  private ResumeResult resume(@Nullable PauseId pauseId, Instant until, Instant now) {
    return tables.duePauses().resume(new ResumeUpdate(id, pauseId, until, "sweep", now));
  }

  /// Rows of this test's campaigns in the part of that one.
  private List<DuePause> due(RecordId ofPart, Instant notAfter) {
    return due(tables.partOf(ofPart), notAfter);
  }

  private List<DuePause> due(DuePauses.Part part, Instant notAfter) {
    List<DuePause> rows = new ArrayList<>();
    DuePage.Cursor next = null;
    do {
      DuePage page = tables.duePauses().due(part, notAfter, next);
      page.rows().stream()
          .filter(row -> (row.id().value() + "x").startsWith(id.value() + "x"))
          .forEach(rows::add);
      next = page.next();
    } while (next != null);
    return rows;
  }

  /// Campaigns in the part that this test's own campaign would be in.
  private List<RecordId> ofOnePart(int count) {
    return IntStream.iterate(0, i -> i + 1)
        .<RecordId>mapToObj(i -> new AdCampaignId(id.value() + "x" + i))
        .filter(one -> tables.partOf(one).equals(tables.partOf(id)))
        .limit(count)
        .toList();
  }

  private static PauseState timed(PauseId pauseId, Instant until) {
    return new PauseState(PAUSED, pauseId, until, true);
  }

  private static PauseState leftover(AdCampaignStatus status) {
    return new PauseState(status, OLD, UNTIL, true);
  }
}
