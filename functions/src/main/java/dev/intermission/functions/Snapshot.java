package dev.intermission.functions;

import dev.intermission.functions.http.ApiEndpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.core.warmup.SdkWarmUp;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Prepares a started function for the snapshot of Lambda's SnapStart, and after the restore.
///
/// Before the snapshot it loads everything that the first request would have to load: without a
/// credential, with no effect, and without a connection of our own, which would be dead after the
/// restore. After the restore, no remembered verdict on a credential counts.
///
/// Loaded only where a snapshot is taken.
final class Snapshot implements Resource {
  /// CRaC's context holds only a weak reference.
  private static final List<Snapshot> HELD = new CopyOnWriteArrayList<>();

  private final ApiEndpoint endpoint;
  private final Runnable warmUp;

  /// @param warmUp loads the SDK
  Snapshot(ApiEndpoint endpoint, Runnable warmUp) {
    this.endpoint = endpoint;
    this.warmUp = warmUp;
  }

  static void register(ApiEndpoint endpoint) {
    Snapshot snapshot = new Snapshot(endpoint, () -> SdkWarmUp.warmUp(DynamoDbClient.class));
    HELD.add(snapshot);
    Core.getGlobalContext().register(snapshot);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    warmUp.run();
    endpoint.prime();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    endpoint.forgetVerdicts();
  }
}
