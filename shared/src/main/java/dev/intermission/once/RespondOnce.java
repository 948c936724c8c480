package dev.intermission.once;

import dev.intermission.model.AccountId;
import dev.intermission.model.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries out a request with a key once, and gives every repetition the same response. The steps
/// are those of the resume protocol: look for the kept response; read, decide and build the
/// response; make the change and keep the response in one step, or begin again.
public final class RespondOnce {
  /// How long a response is kept.
  public static final Duration KEPT = Duration.ofHours(24);

  private final KeptResponses responses;

  /// @param responses where responses are kept
  public RespondOnce(KeptResponses responses) {
    this.responses = responses;
  }

  /// The result of a request with a key.
  ///
  /// @param <O> what becomes of it
  public sealed interface Result<O> {
    /// The response to this request, which is kept now.
    ///
    /// @param outcome what it was made of
    record First<O>(String response, O outcome) implements Result<O> {}

    /// The response to an earlier request with the key. Nothing was done.
    ///
    /// @param changed whether that one changed the record; null where it is not known
    record Replayed<O>(String response, @Nullable Boolean changed) implements Result<O> {}

    /// An outcome that is not kept.
    record NotKept<O>(O outcome) implements Result<O> {}

    /// The key was used for another request. Nothing was done.
    record OtherRequest<O>() implements Result<O> {}

    /// Others changed the record again and again, until there was no time left. Nothing was done.
    record Contended<O>() implements Result<O> {}

    /// It is not known whether the request was carried out. Sent again with its key, it will be
    /// carried out once.
    record Unconfirmed<O>() implements Result<O> {}
  }

  /// Carries out a request, or replays its kept response.
  ///
  /// @param render makes the exact response of an outcome, changing nothing
  /// @param retry tells whether to begin again when the record changed meanwhile
  /// @param now the one time of this request
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked; sent
  ///   again with its key, the request will be carried out once
  public <O> Result<O> answer(
      KeyedRequest request,
      Attempt<O> attempt,
      Function<O, String> render,
      Retry retry,
      Instant now) {
    Optional<KeptResponse> kept = responses.find(request.key(), now);
    return kept.isPresent()
        ? replay(request, attempt, kept.get())
        : new Run<>(request, attempt, render, now).carryOut(retry);
  }

  private static <O> Result<O> replay(KeyedRequest request, Attempt<O> attempt, KeptResponse kept) {
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
    return new Result.Replayed<>(kept.response(), kept.changed());
  }

  private static boolean isSame(KeptResponse kept, KeyedRequest request) {
    return kept.fingerprint().equals(request.fingerprint());
  }

  /// A request whose key was not used before, being carried out.
  private final class Run<O> {
    private final KeyedRequest request;
    private final Attempt<O> attempt;
    private final Function<O, String> render;
    private final Instant now;

    Run(KeyedRequest request, Attempt<O> attempt, Function<O, String> render, Instant now) {
      this.request = request;
      this.attempt = attempt;
      this.render = render;
      this.now = now;
    }

    Result<O> carryOut(Retry retry) {
      for (int tries = 1; ; tries++) {
        switch (attempt.plan()) {
          case Plan.NotKept<O>(O outcome) -> {
            return new Result.NotKept<>(outcome);
          }
          case Plan.WithoutKey<O>() -> {
            return withoutKey(tries);
          }
          case Plan.Keep<O> plan -> {
            String response = render.apply(plan.outcome());
            KeyedResult write = responses.keep(kept(plan, response), plan.change(), now);
            if (write != KeyedResult.MOVED || !retry.again(tries)) {
              return result(write, plan, response, tries);
            }
          }
        }
      }
    }

    private Result<O> result(KeyedResult write, Plan.Keep<O> plan, String response, int tries) {
      return switch (write) {
        case APPLIED -> first(plan, response);
        case IMPOSSIBLE -> withoutKey(tries);
        case MOVED -> lookUp(plan, response, new Result.Contended<>());
        case KEY_TAKEN, UNKNOWN -> lookUp(plan, response, new Result.Unconfirmed<>());
      };
    }

    private Result<O> first(Plan.Keep<O> plan, String response) {
      plan.afterwards().run();
      return new Result.First<>(response, plan.outcome());
    }

    /// Stopping the spending wins over keeping the response. Only in the first try: later there may
    /// be a response of a twin by now, and no time for this and all that follows it. Sent again,
    /// the request has its first try again.
    private Result<O> withoutKey(int tries) {
      return tries == 1 ? new Result.NotKept<>(attempt.make()) : new Result.Contended<>();
    }

    /// Looks up the key again. A twin was faster, or our own response is kept already.
    private Result<O> lookUp(Plan.Keep<O> plan, String response, Result<O> otherwise) {
      Optional<KeptResponse> found = responses.find(request.key(), now);
      if (found.isEmpty()) {
        return otherwise;
      }
      boolean isOwn = isSame(found.get(), request) && found.get().nonce().equals(request.nonce());
      return isOwn ? first(plan, response) : replay(request, attempt, found.get());
    }

    private KeptResponse kept(Plan.Keep<O> plan, String response) {
      return new KeptResponse(
          request.key(),
          request.fingerprint(),
          request.nonce(),
          response,
          plan.account(),
          plan.timedPause(),
          plan.changed(),
          Timestamps.roundedUpToSecond(now.plus(KEPT)));
    }
  }
}
