package dev.intermission.functions;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// Prepares a started function for the snapshot of Lambda's SnapStart.
///
/// Before the snapshot it runs the [Priming]. After a restore there is nothing to do: what the
/// priming made was thrown away, and no request was served before, so no verdict on a credential,
/// no connection and no time is in the snapshot.
///
/// Loaded only where a snapshot is taken.
final class Snapshot implements Resource {
  /// CRaC's context holds only a weak reference.
  static final List<Snapshot> HELD = new CopyOnWriteArrayList<>();

  private final Runnable priming;

  Snapshot(Runnable priming) {
    this.priming = priming;
  }

  static void register(Runnable priming) {
    Snapshot snapshot = new Snapshot(priming);
    HELD.add(snapshot);
    Core.getGlobalContext().register(snapshot);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    priming.run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // See above.
  }
}
