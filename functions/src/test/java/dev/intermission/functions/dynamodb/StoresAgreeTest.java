package dev.intermission.functions.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.change.Ask;
import dev.intermission.change.KeyedChange;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.functions.TestStack;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.Samples;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import dev.intermission.simulation.Choices;
import dev.intermission.store.InMemoryTables;
import dev.intermission.store.Item;
import dev.intermission.store.Parsed;
import dev.intermission.store.Stored;
import dev.intermission.store.TimedTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random calls have the same results in the in-memory store and the real one. The same is stored,
/// too; the real one runs over DynamoDB Local. Calls that the simulation never makes (broken items,
/// other accounts) are left out. `-Dstore.seed=...` makes the sequences of before again.
/// [DynamoDbStoreContractTest] has the same in named cases.
class StoresAgreeTest {
  private static final int SEQUENCES = Integer.getInteger("store.sequences", 100);
  private static final int CALLS = 40;
  private static final long SEED =
      Long.getLong("store.seed", ThreadLocalRandom.current().nextInt());

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<AdCampaignStatus> STATUSES = List.of(AdCampaignStatus.values());
  private static final TestStack STACK = new TestStack();
  private static final Instant START = Instant.parse("2026-06-01T12:00:00.400Z");

  /// The kind of call.
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
    System.out.printf("Stores: sequences from seed %d on%n", SEED);
    Map<Kind, Map<String, Integer>> responses = new EnumMap<>(Kind.class);
    for (int i = 0; i < SEQUENCES; i++) {
      new Sequence(SEED + i, responses).run();
    }
    System.out.println("Stores: " + responses);
    // Sequences that never got beyond a refusal would show nothing.
    assertThat(responses.get(Kind.PAUSE)).containsOnlyKeys("Applied", "Refused");
    assertThat(responses.get(Kind.UNPAUSE)).containsOnlyKeys("Applied", "Refused");
    assertThat(responses.get(Kind.RESUME)).containsOnlyKeys("Resumed", "Refused");
    assertThat(responses.get(Kind.FORGET)).containsOnlyKeys("true", "false");
    assertThat(responses.get(Kind.KEEP_WITH_PAUSE))
        .containsOnlyKeys("APPLIED", "KEY_TAKEN", "MOVED");
    assertThat(responses.get(Kind.KEEP_WITH_UNPAUSE))
        .containsOnlyKeys("APPLIED", "KEY_TAKEN", "MOVED");
    assertThat(responses.get(Kind.KEEP_AND_LEAVE))
        .containsOnlyKeys("APPLIED", "KEY_TAKEN", "MOVED");
    assertThat(responses.get(Kind.KEEP_ALONE)).containsOnlyKeys("APPLIED", "KEY_TAKEN");
  }

  /// A pair of what both stores found.
  private record Found(Stored<AdCampaign> real, Stored<AdCampaign> inMemory) {}

  /// Calls at random, each to both.
  private static final class Sequence {
    private final long seed;
    private final Choices choices;
    private final Map<Kind, Map<String, Integer>> responses;
    private final TimedTables<AdCampaign> real = new DynamoDbAdCampaignTables(STACK);
    private final TimedTables<AdCampaign> inMemory = InMemoryTables.ofAdCampaigns();
    private final AdCampaignId id;
    private final List<String> story = new ArrayList<>();
    private Instant now = START;
    private int pauseIds;
    private int requests;
    private @Nullable Found found;

    Sequence(long seed, Map<Kind, Map<String, Integer>> responses) {
      this.seed = seed;
      this.choices = Choices.of(seed);
      this.responses = responses;
      this.id = new AdCampaignId("adcamp_seed" + Long.toUnsignedString(seed));
    }

    void run() {
      Item item = Item.of(PauseState.of(AdCampaignStatus.ACTIVE), START);
      inMemory.put(id, item);
      real.put(id, item);
      for (int i = 0; i < CALLS; i++) {
        Kind kind = KINDS.get(choices.below(KINDS.size()));
        call(kind);
        assertThat(real.item(id)).as("seed %d: %s", seed, story).isEqualTo(inMemory.item(id));
        now = now.plusMillis(choices.below(4) * 700L);
      }
    }

    private void call(Kind kind) {
      switch (kind) {
        case PAUSE -> update(kind, pause());
        case UNPAUSE -> update(kind, unpause());
        case FIND -> {
          found = find();
          agree(kind, id, told(found.real()), told(found.inMemory()));
        }
        case RESUME -> {
          ResumeUpdate resume =
              new ResumeUpdate(id, somePauseId(), someTime(), "sweep", nowOrLater());
          agree(
              kind,
              resume,
              told(real.duePauses().resume(resume)),
              told(inMemory.duePauses().resume(resume)));
        }
        case DUE -> agree(kind, now, due(real), due(inMemory));
        case FORGET -> {
          if (found != null) {
            PauseState seen = Objects.requireNonNull(found.real().state());
            agree(
                kind,
                seen,
                real.duePauses().forget(id, seen) + "",
                inMemory.duePauses().forget(id, seen) + "");
          }
        }
        case FIND_ANSWER -> {
          IdempotencyKey key = key();
          agree(
              kind,
              key,
              real.responses().find(key, now) + "",
              inMemory.responses().find(key, now) + "");
        }
        case KEEP_ALONE -> keep(kind, null, null);
        case KEEP_WITH_PAUSE -> keepWith(kind, pause());
        case KEEP_WITH_UNPAUSE -> keepWith(kind, unpause());
        case KEEP_AND_LEAVE -> keep(kind, seen -> new KeyedChange.Check(id, seen.revision()), null);
        case PLATFORM -> platform();
      }
    }

    private Found find() {
      return new Found(
          real.records().find(id).orElseThrow(), inMemory.records().find(id).orElseThrow());
    }

    private void update(Kind kind, StatusUpdate update) {
      agree(
          kind,
          update,
          told(real.records().update(update)),
          told(inMemory.records().update(update)));
    }

    private void keepWith(Kind kind, StatusUpdate update) {
      keep(
          kind,
          seen -> new KeyedChange.Update(update, seen.revision()),
          update.ask() instanceof Ask.Pause pause ? pause.pauseId() : null);
    }

    private void keep(
        Kind kind,
        @Nullable Function<Stored<AdCampaign>, KeyedChange> change,
        @Nullable PauseId timedPause) {
      Found before = found;
      Found seen = before == null || choices.chance(50) ? find() : before;
      IdempotencyKey key = key();
      requests++;
      KeptResponse response =
          new KeptResponse(
              key,
              "fingerprint",
              "nonce-" + requests,
              "response " + requests,
              Samples.ACCOUNT,
              timedPause,
              change != null,
              Instant.ofEpochSecond(now.getEpochSecond() + 1 + choices.below(20)));
      agree(
          kind,
          response,
          real.responses().keep(response, change == null ? null : change.apply(seen.real()), now)
              + "",
          inMemory
                  .responses()
                  .keep(response, change == null ? null : change.apply(seen.inMemory()), now)
              + "");
    }

    private void agree(Kind kind, Object asked, String inReality, String inTheFake) {
      story.add(kind + " " + asked + " -> " + inReality);
      responses
          .computeIfAbsent(kind, ignored -> new HashMap<>())
          .merge(inReality.split(" ", 2)[0], 1, Integer::sum);
      assertThat(inTheFake).as("seed %d: %s", seed, story).isEqualTo(inReality);
    }

    /// The platform puts an item that it should not, so that all states come up.
    private void platform() {
      Item item = inMemory.item(id);
      AdCampaignStatus status = STATUSES.get(choices.below(STATUSES.size()));
      PauseState before = item.state();
      Item put =
          new Item(
              new PauseState(
                  status,
                  choices.chance(70) ? before.pauseId() : null,
                  before.until(),
                  before.until() != null && choices.chance(70)),
              item.changedBy(),
              item.updatedAt(),
              item.rev() + choices.below(2),
              item.clicks(),
              null);
      story.add("put " + put);
      inMemory.put(id, put);
      real.put(id, put);
    }

    private StatusUpdate pause() {
      Ask pause =
          new Ask.Pause(new PauseId("p" + ++pauseIds), choices.chance(70) ? someTime() : null);
      return new StatusUpdate(id, Samples.ACCOUNT, pause, "cred_1", now, null);
    }

    private StatusUpdate unpause() {
      return new StatusUpdate(
          id,
          Samples.ACCOUNT,
          new Ask.Unpause(),
          "cred_2",
          now,
          choices.chance(30) ? someTime() : null);
    }

    private @Nullable PauseId somePauseId() {
      return switch (choices.below(4)) {
        case 0 -> new PauseId("p" + pauseIds);
        case 1 -> null;
        default -> inMemory.item(id).state().pauseId();
      };
    }

    private Instant someTime() {
      Instant until = inMemory.item(id).state().until();
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

    private String due(TimedTables<AdCampaign> tables) {
      List<String> rows = new ArrayList<>();
      DuePauses duePauses = tables.duePauses();
      DuePage.Cursor next = null;
      do {
        DuePage page = duePauses.due(tables.partOf(id), now, next);
        page.rows().stream()
            .filter(row -> row.id().equals(id))
            .forEach(row -> rows.add(row.toString()));
        next = page.next();
      } while (next != null);
      return rows.size() + " rows " + rows;
    }

    private static String told(UpdateResult<AdCampaign> result) {
      return switch (result) {
        case UpdateResult.Applied<AdCampaign>(var before) -> "Applied " + told(before);
        case UpdateResult.Refused<AdCampaign>(var current) -> "Refused " + told(current);
        case UpdateResult.Missing<AdCampaign>() -> "Missing";
        case UpdateResult.Unknown<AdCampaign>() -> "Unknown";
      };
    }

    private static String told(ResumeResult result) {
      return switch (result) {
        case ResumeResult.Refused(var current) -> "Refused " + told(current);
        case ResumeResult.Resumed() -> "Resumed";
        case ResumeResult.Missing() -> "Missing";
        case ResumeResult.Impossible() -> "Impossible";
      };
    }

    /// All but what only the store understands, and what is not Intermission's.
    private static String told(Stored<?> item) {
      return item.account()
          + " "
          + item.state()
          + " "
          + (item.parsed() instanceof Parsed.Valid<?>(AdCampaign campaign, var ignored)
              ? campaign.updatedAt()
              : item.parsed());
    }
  }
}
