package dev.intermission.port;

import dev.intermission.port.InMemoryAdCampaigns.LostAnswer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Kept answers in memory, beside the records of one kind, each call one step. Switches make a step
/// fail, or let somebody else in before it.
public final class InMemoryKeptAnswers implements KeptAnswers {
  /// The steps that a hook can be put before.
  public enum Step {
    FIND,
    KEEP
  }

  /// Makes the change of a transaction, if its condition holds.
  @FunctionalInterface
  public interface Records {
    boolean apply(KeyedChange change);
  }

  private final Records records;
  private final Map<IdempotencyKey, KeptAnswer> answers = new HashMap<>();
  private final Map<Step, Runnable> hooks = new EnumMap<>(Step.class);
  private final Map<Step, Integer> calls = new EnumMap<>(Step.class);
  private @Nullable LostAnswer lostAnswer;
  private boolean isImpossible;

  /// Beside campaigns.
  public InMemoryKeptAnswers(InMemoryAdCampaigns campaigns) {
    this.records = campaigns::apply;
  }

  /// Beside ads.
  public InMemoryKeptAnswers(InMemoryAds ads) {
    this.records = ads::apply;
  }

  /// Runs once, before the next step of that kind.
  public void beforeNext(Step step, Runnable hook) {
    hooks.put(step, hook);
  }

  /// The answer to the next write gets lost.
  public void loseNextAnswer(LostAnswer how) {
    lostAnswer = how;
  }

  /// From now on no step can keep an answer and change a record.
  public void becomeImpossible() {
    isImpossible = true;
  }

  public int calls(Step step) {
    return calls.getOrDefault(step, 0);
  }

  /// How many answers are there, those past their time among them.
  public int size() {
    return answers.size();
  }

  @Override
  public Optional<KeptAnswer> find(IdempotencyKey key, Instant now) {
    before(Step.FIND);
    return Optional.ofNullable(answers.get(key)).filter(answer -> answer.keptUntil().isAfter(now));
  }

  @Override
  public KeyedWrite keep(KeptAnswer answer, @Nullable KeyedChange change, Instant now) {
    before(Step.KEEP);
    if (isImpossible) {
      return KeyedWrite.IMPOSSIBLE;
    }
    LostAnswer lost = lostAnswer;
    lostAnswer = null;
    if (lost == LostAnswer.NOT_CARRIED_OUT) {
      return KeyedWrite.UNKNOWN;
    }
    KeyedWrite write = write(answer, change, now);
    return lost == null ? write : KeyedWrite.UNKNOWN;
  }

  private KeyedWrite write(KeptAnswer answer, @Nullable KeyedChange change, Instant now) {
    KeptAnswer there = answers.get(answer.key());
    if (there != null && there.keptUntil().getEpochSecond() > now.getEpochSecond()) {
      return KeyedWrite.KEY_TAKEN;
    }
    if (change != null && !records.apply(change)) {
      return KeyedWrite.MOVED;
    }
    answers.put(answer.key(), answer);
    return KeyedWrite.APPLIED;
  }

  private void before(Step step) {
    calls.merge(step, 1, Integer::sum);
    Runnable hook = hooks.remove(step);
    if (hook != null) {
      hook.run();
    }
  }
}
