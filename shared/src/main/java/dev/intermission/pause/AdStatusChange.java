package dev.intermission.pause;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.idempotency.Attempt;
import dev.intermission.idempotency.Plan;
import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.port.AdChange;
import dev.intermission.port.AdRecords;
import dev.intermission.port.KeyedChange;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAd;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What pausing and unpausing an ad have in common: the one write, and what its outcome means.
final class AdStatusChange {
  private final AdRecords records;
  private final AccountAccess access;
  private final Operation operation;
  private final AdStatus from;
  private final AdStatus to;

  AdStatusChange(
      AdRecords records, AccountAccess access, Operation operation, AdStatus from, AdStatus to) {
    this.records = records;
    this.access = access;
    this.operation = operation;
    this.from = from;
    this.to = to;
  }

  AdOutcome make(AdId id, Caller caller, Instant now) {
    return switch (access.decide(
        operation, caller, () -> records.find(id).flatMap(StoredAd::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) -> make(id, actor, now);
      case AccountAccess.Decision.NotFound() -> new AdOutcome.NotFound();
      case AccountAccess.Decision.NotGranted(Scope scope) -> new AdOutcome.NotGranted(scope);
    };
  }

  /// The same, as an attempt that may come with a key.
  Attempt<AdOutcome> attempt(AdId id, Caller caller, Instant now) {
    return new PlannedChange<Ad, StoredAd, AdOutcome>(access, operation, caller) {
      @Override
      public AdOutcome make() {
        return AdStatusChange.this.make(id, caller, now);
      }

      @Override
      Optional<StoredAd> find() {
        return records.find(id);
      }

      @Override
      AdOutcome notFound() {
        return new AdOutcome.NotFound();
      }

      @Override
      AdOutcome notGranted(Scope scope) {
        return new AdOutcome.NotGranted(scope);
      }

      @Override
      Plan<AdOutcome> plan(StoredAd found, Ad ad, Actor actor) {
        KeyedChange leave = new KeyedChange.LeaveAd(id, found.revision());
        if (!ad.status().mayBePaused()) {
          return Plan.Keep.of(new AdOutcome.NotAllowed(ad.status()), leave, actor.account());
        }
        if (ad.status() == to) {
          return Plan.Keep.of(new AdOutcome.Shown(ad), leave, actor.account());
        }
        return Plan.Keep.of(
            new AdOutcome.Shown(ad.changedTo(to, now)),
            new KeyedChange.ChangeAd(change(id, actor, now), found.revision()),
            actor.account());
      }
    };
  }

  private AdChange change(AdId id, Actor actor, Instant now) {
    return new AdChange(id, actor.account(), from, to, actor.credentialId(), now);
  }

  private AdOutcome make(AdId id, Actor actor, Instant now) {
    StatusWrite<StoredAd> write = records.change(change(id, actor, now));
    return switch (write) {
      case StatusWrite.Applied<StoredAd>(StoredAd before) ->
          AdOutcome.show(before.reading(), ad -> ad.changedTo(to, now));
      case StatusWrite.Refused<StoredAd>(StoredAd current) -> refused(current, actor);
      case StatusWrite.Missing<StoredAd>() -> new AdOutcome.NotFound();
      case StatusWrite.Unknown<StoredAd>() ->
          records.find(id).map(found -> confirmed(found, actor)).orElseGet(AdOutcome.NotFound::new);
    };
  }

  private static AdOutcome refused(StoredAd current, Actor actor) {
    if (!current.belongsTo(actor.account())) {
      return new AdOutcome.NotFound();
    }
    AdStatus status = current.status();
    if (status != null && !status.mayBePaused()) {
      return new AdOutcome.NotAllowed(status);
    }
    return AdOutcome.show(current.reading(), UnaryOperator.identity());
  }

  private AdOutcome confirmed(StoredAd found, Actor actor) {
    if (!found.belongsTo(actor.account())) {
      return new AdOutcome.NotFound();
    }
    return found.status() == to
        ? AdOutcome.show(found.reading(), UnaryOperator.identity())
        : new AdOutcome.Unconfirmed();
  }
}
