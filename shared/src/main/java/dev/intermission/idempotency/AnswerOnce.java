package dev.intermission.idempotency;

import dev.intermission.model.AccountId;
import dev.intermission.model.Timestamps;
import dev.intermission.port.KeptAnswer;
import dev.intermission.port.KeptAnswers;
import dev.intermission.port.KeyedWrite;
import dev.intermission.port.Retry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Carries out a request with a key once, and answers it as often as it is sent. The steps are
/// those of the resume protocol: look for the kept answer; read, decide and build the answer; make
/// the change and keep the answer in one step, or begin again.
public final class AnswerOnce {
  /// How long an answer is kept.
  public static final Duration KEPT = Duration.ofHours(24);

  /// What does not fit beside the rest of a stored row is not kept: such a request is carried out
  /// as if it had no key, and each repetition of it finds things as it wants them.
  static final int MAXIMUM_BODY_BYTES = 380_000;

  private final KeptAnswers answers;

  /// @param answers where answers are kept
  public AnswerOnce(KeptAnswers answers) {
    this.answers = answers;
  }

  /// What a request with a key is answered.
  ///
  /// @param <O> what becomes of it
  public sealed interface Result<O> {
    /// The answer of this request, which is kept now.
    record First<O>(Rendered answer) implements Result<O> {}

    /// The answer to an earlier request with the key. Nothing was done.
    record Replayed<O>(Rendered answer) implements Result<O> {}

    /// An outcome that is not kept.
    record NotKept<O>(O outcome) implements Result<O> {}

    /// The key was used for another request. Nothing was done.
    record OtherRequest<O>() implements Result<O> {}

    /// Others changed the record again and again, until there was no time left. Nothing was done.
    record Contended<O>() implements Result<O> {}

    /// It is not known whether the request was carried out; sent again with its key, it will be
    /// carried out once.
    record Unconfirmed<O>() implements Result<O> {}
  }

  /// Answers a request.
  ///
  /// @param render makes the exact answer of an outcome, changing nothing
  /// @param retry tells whether to begin again when the record changed meanwhile
  /// @param now the one time of this request
  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked; sent
  ///   again with its key, the request will be carried out once
  public <O> Result<O> answer(
      KeyedRequest request,
      Attempt<O> attempt,
      Function<O, Rendered> render,
      Retry retry,
      Instant now) {
    Optional<KeptAnswer> kept = answers.find(request.key(), now);
    for (int tries = 1; kept.isEmpty(); tries++) {
      switch (attempt.plan()) {
        case Plan.Settled<O>(O outcome) -> {
          return new Result.NotKept<>(outcome);
        }
        case Plan.WithoutKey<O>() -> {
          return withoutKey(attempt, tries);
        }
        case Plan.Keep<O> plan -> {
          Rendered answer = render.apply(plan.outcome());
          if (answer.body().getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BODY_BYTES) {
            return withoutKey(attempt, tries);
          }
          KeyedWrite write = answers.keep(keep(request, answer, plan, now), plan.change(), now);
          if (write == KeyedWrite.IMPOSSIBLE) {
            return withoutKey(attempt, tries);
          }
          if (write == KeyedWrite.MOVED && retry.again(tries)) {
            continue;
          }
          if (write != KeyedWrite.APPLIED) {
            kept = answers.find(request.key(), now);
          }
          if (write == KeyedWrite.APPLIED || isOwn(kept, request)) {
            plan.afterwards().run();
            return new Result.First<>(answer);
          }
          if (kept.isEmpty()) {
            return write == KeyedWrite.MOVED
                ? new Result.Contended<>()
                : new Result.Unconfirmed<>();
          }
        }
      }
    }
    return replay(request, attempt, kept.get());
  }

  /// Stopping the spending wins over keeping the answer. Only in the first try: later there may be
  /// an answer of a twin by now, and no time for this and all that follows it. Sent again, the
  /// request has its first try again.
  private static <O> Result<O> withoutKey(Attempt<O> attempt, int tries) {
    return tries == 1 ? new Result.NotKept<>(attempt.make()) : new Result.Contended<>();
  }

  private static <O> Result<O> replay(KeyedRequest request, Attempt<O> attempt, KeptAnswer kept) {
    if (!isSame(kept, request)) {
      return new Result.OtherRequest<>();
    }
    AccountId account = kept.account();
    Optional<O> withheld = account == null ? Optional.empty() : attempt.withheld(account);
    if (withheld.isPresent()) {
      return new Result.NotKept<>(withheld.get());
    }
    if (kept.timedPause() != null) {
      attempt.rearm(kept.timedPause());
    }
    return new Result.Replayed<>(new Rendered(kept.status(), kept.body()));
  }

  /// Whether an answer that was found is this request's own: it was kept, but nobody said so.
  private static boolean isOwn(Optional<KeptAnswer> kept, KeyedRequest request) {
    return kept.filter(answer -> isSame(answer, request) && answer.nonce().equals(request.nonce()))
        .isPresent();
  }

  private static boolean isSame(KeptAnswer kept, KeyedRequest request) {
    return kept.fingerprint().equals(request.fingerprint());
  }

  private static KeptAnswer keep(
      KeyedRequest request, Rendered answer, Plan.Keep<?> plan, Instant now) {
    return new KeptAnswer(
        request.key(),
        request.fingerprint(),
        request.nonce(),
        answer.status(),
        answer.body(),
        plan.account(),
        plan.timedPause(),
        Timestamps.roundedUpToSecond(now.plus(KEPT)));
  }
}
