package dev.intermission.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.TestStack;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DuePage;
import dev.intermission.port.DueShard;
import dev.intermission.port.IdempotencyKey;
import dev.intermission.port.KeptAnswer;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.Reading;
import dev.intermission.port.ResumeWrite;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAdCampaign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The simulated store is honest: whatever it is asked at random, it answers and stores what the
/// real one answers and stores over DynamoDB Local. What nobody asks of the simulation (broken
/// items, other accounts), is not in it. `-Dstore.seed=...` makes the sequences of before again.
/// [StoreContractTest] has the same in named cases.
class SimulatedStoreTest {
  private static final int SEQUENCES = Integer.getInteger("store.sequences", 100);
  private static final int CALLS = 40;
  private static final long SEED =
      Long.getLong("store.seed", ThreadLocalRandom.current().nextInt());

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<AdCampaignStatus> STATUSES = List.of(AdCampaignStatus.values());
  private static final TestStack STACK = new TestStack();
  private static final Instant START = Instant.parse("2026-06-01T12:00:00.400Z");

  /// What is asked.
  private enum Kind {
    PAUSE,
    UNPAUSE,
    FIND,
    RESUME,
    DUE,
    FORGET,
    FIND_ANSWER,
    KEEP_ALONE,
    KEEP_WITH_PAUSE,
    KEEP_WITH_UNPAUSE,
    KEEP_AND_LEAVE,
    PLATFORM
  }

  @Test
  void it_answers_and_stores_what_the_real_store_does() {
    System.out.printf("Simulated store: sequences from seed %d on%n", SEED);
    Map<Kind, Map<String, Integer>> answers = new EnumMap<>(Kind.class);
    for (int i = 0; i < SEQUENCES; i++) {
      new Sequence(SEED + i, answers).run();
    }
    System.out.println("Simulated store: " + answers);
    // Sequences that never got beyond a refusal would show nothing.
    assertThat(answers.get(Kind.PAUSE)).containsOnlyKeys("Applied", "Refused");
    assertThat(answers.get(Kind.UNPAUSE)).containsOnlyKeys("Applied", "Refused");
    assertThat(answers.get(Kind.RESUME)).containsOnlyKeys("Resumed", "Refused");
    assertThat(answers.get(Kind.FORGET)).containsOnlyKeys("true", "false");
    assertThat(answers.get(Kind.KEEP_WITH_PAUSE)).containsOnlyKeys("APPLIED", "KEY_TAKEN", "MOVED");
    assertThat(answers.get(Kind.KEEP_WITH_UNPAUSE))
        .containsOnlyKeys("APPLIED", "KEY_TAKEN", "MOVED");
    assertThat(answers.get(Kind.KEEP_AND_LEAVE)).containsOnlyKeys("APPLIED", "KEY_TAKEN", "MOVED");
    assertThat(answers.get(Kind.KEEP_ALONE)).containsOnlyKeys("APPLIED", "KEY_TAKEN");
  }

  /// A pair of what both stores found.
  private record Found(StoredAdCampaign real, StoredAdCampaign simulated) {}

  /// Calls at random, each to both.
  private static final class Sequence {
    private final long seed;
    private final Choices choices;
    private final Map<Kind, Map<String, Integer>> answers;
    private final Stores real = new DynamoDbStores(STACK);
    private final Stores simulated = new SimulatedStores();
    private final AdCampaignId id;
    private final List<String> story = new ArrayList<>();
    private Instant now = START;
    private int pauseIds;
    private int requests;
    private @Nullable Found found;

    Sequence(long seed, Map<Kind, Map<String, Integer>> answers) {
      this.seed = seed;
      this.choices = Choices.of(seed);
      this.answers = answers;
      this.id = new AdCampaignId("adcamp_seed" + Long.toUnsignedString(seed));
    }

    void run() {
      Item item = new Item(AdCampaignStatus.ACTIVE, null, null, false, null, START, 0, 0);
      simulated.put(id, item);
      real.put(id, item);
      for (int i = 0; i < CALLS; i++) {
        Kind kind = KINDS.get(choices.below(KINDS.size()));
        call(kind);
        assertThat(real.item(id)).as("seed %d: %s", seed, story).isEqualTo(simulated.item(id));
        now = now.plusMillis(choices.below(4) * 700L);
      }
    }

    private void call(Kind kind) {
      switch (kind) {
        case PAUSE -> {
          CampaignPause pause = pause();
          compare(kind, pause, AdCampaignRecords::pause, Sequence::told);
        }
        case UNPAUSE -> {
          CampaignUnpause unpause = unpause();
          compare(kind, unpause, AdCampaignRecords::unpause, Sequence::told);
        }
        case FIND -> {
          found = find();
          compare(kind, id, AdCampaignRecords::find, Sequence::told);
        }
        case RESUME ->
            compare(
                kind,
                new CampaignResume(id, somePauseId(), someTime(), "sweep", nowOrLater()),
                AdCampaignRecords::resume,
                Sequence::told);
        case DUE -> compare(kind, now, this::due, rows -> rows.size() + " rows " + rows);
        case FORGET -> {
          if (found != null) {
            boolean inSimulation = simulated.campaigns().forgetPause(id, found.simulated());
            agree(kind, "", real.campaigns().forgetPause(id, found.real()) + "", inSimulation + "");
          }
        }
        case FIND_ANSWER -> {
          IdempotencyKey key = key();
          agree(
              kind,
              key,
              real.answers().find(key, now) + "",
              simulated.answers().find(key, now) + "");
        }
        case KEEP_ALONE -> keep(kind, null, null);
        case KEEP_WITH_PAUSE -> {
          CampaignPause pause = pause();
          keep(
              kind, seen -> new KeyedChange.PauseCampaign(pause, seen.revision()), pause.pauseId());
        }
        case KEEP_WITH_UNPAUSE -> {
          CampaignUnpause unpause = unpause();
          keep(kind, seen -> new KeyedChange.UnpauseCampaign(unpause, seen.revision()), null);
        }
        case KEEP_AND_LEAVE ->
            keep(kind, seen -> new KeyedChange.LeaveCampaign(id, seen.revision()), null);
        case PLATFORM -> platform();
      }
    }

    private Found find() {
      return new Found(
          real.campaigns().find(id).orElseThrow(), simulated.campaigns().find(id).orElseThrow());
    }

    private <A, R> void compare(
        Kind kind, A asked, BiFunction<AdCampaignRecords, A, R> call, Function<R, String> told) {
      agree(
          kind,
          asked,
          told.apply(call.apply(real.campaigns(), asked)),
          told.apply(call.apply(simulated.campaigns(), asked)));
    }

    private void keep(
        Kind kind,
        @Nullable Function<StoredAdCampaign, KeyedChange> change,
        @Nullable PauseId timedPause) {
      Found before = found;
      Found seen = before == null || choices.chance(50) ? find() : before;
      IdempotencyKey key = key();
      requests++;
      KeptAnswer answer =
          new KeptAnswer(
              key,
              "fingerprint",
              "nonce-" + requests,
              200,
              "body " + requests,
              Item.ACCOUNT,
              timedPause,
              Instant.ofEpochSecond(now.getEpochSecond() + 1 + choices.below(20)));
      agree(
          kind,
          answer,
          real.answers().keep(answer, change == null ? null : change.apply(seen.real()), now) + "",
          simulated
                  .answers()
                  .keep(answer, change == null ? null : change.apply(seen.simulated()), now)
              + "");
    }

    private void agree(Kind kind, Object asked, String inReality, String inSimulation) {
      story.add(kind + " " + asked + " -> " + inReality);
      answers
          .computeIfAbsent(kind, ignored -> new HashMap<>())
          .merge(inReality.split(" ", 2)[0], 1, Integer::sum);
      assertThat(inSimulation).as("seed %d: %s", seed, story).isEqualTo(inReality);
    }

    /// The platform puts an item that it should not, so that all states come up.
    private void platform() {
      Item item = simulated.item(id);
      AdCampaignStatus status = STATUSES.get(choices.below(STATUSES.size()));
      Item put =
          new Item(
              status,
              choices.chance(70) ? item.pauseId() : null,
              item.until(),
              item.until() != null && choices.chance(70),
              item.changedBy(),
              item.updatedAt(),
              item.rev() + choices.below(2),
              item.clicks());
      story.add("put " + put);
      simulated.put(id, put);
      real.put(id, put);
    }

    private CampaignPause pause() {
      return new CampaignPause(
          id,
          Item.ACCOUNT,
          new PauseId("p" + ++pauseIds),
          choices.chance(70) ? someTime() : null,
          "cred_1",
          now);
    }

    private CampaignUnpause unpause() {
      return new CampaignUnpause(
          id, Item.ACCOUNT, "cred_2", now, choices.chance(30) ? someTime() : null);
    }

    private @Nullable PauseId somePauseId() {
      return switch (choices.below(4)) {
        case 0 -> new PauseId("p" + pauseIds);
        case 1 -> null;
        default -> simulated.item(id).pauseId();
      };
    }

    private Instant someTime() {
      Instant until = simulated.item(id).until();
      return until != null && choices.chance(60)
          ? until
          : Instant.ofEpochSecond(START.getEpochSecond() + choices.below(30));
    }

    /// Often late enough for any pause to be over.
    private Instant nowOrLater() {
      return choices.chance(50) ? now.plusSeconds(40) : now;
    }

    private IdempotencyKey key() {
      return new IdempotencyKey("biz_demo", id.value() + choices.below(4));
    }

    private List<String> due(AdCampaignRecords records, Instant notAfter) {
      List<String> rows = new ArrayList<>();
      DuePage.Cursor next = null;
      do {
        DuePage page = records.due(DueShard.of(id), notAfter, next);
        page.rows().stream()
            .filter(row -> row.id().equals(id))
            .forEach(row -> rows.add(row.toString()));
        next = page.next();
      } while (next != null);
      return rows;
    }

    private static String told(StatusWrite<StoredAdCampaign> write) {
      return switch (write) {
        case StatusWrite.Applied<StoredAdCampaign>(var before) -> "Applied " + told(before);
        case StatusWrite.Refused<StoredAdCampaign>(var current) -> "Refused " + told(current);
        case StatusWrite.Missing<StoredAdCampaign>() -> "Missing";
        case StatusWrite.Unknown<StoredAdCampaign>() -> "Unknown";
      };
    }

    private static String told(ResumeWrite write) {
      return switch (write) {
        case ResumeWrite.Refused(var current) -> "Refused " + told(current);
        case ResumeWrite.Resumed() -> "Resumed";
        case ResumeWrite.Missing() -> "Missing";
        case ResumeWrite.Impossible() -> "Impossible";
      };
    }

    private static String told(Optional<StoredAdCampaign> item) {
      return item.map(Sequence::told).orElse("none");
    }

    /// All but what only the store understands, and what is not Intermission's.
    private static String told(StoredAdCampaign item) {
      return item.account()
          + " "
          + item.status()
          + " "
          + item.pauseId()
          + " "
          + item.pausedUntil()
          + " "
          + item.inDueIndex()
          + " "
          + (item.reading() instanceof Reading.Whole<AdCampaign>(AdCampaign campaign)
              ? campaign.updatedAt()
              : item.reading());
    }
  }
}
