package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.functions.access.Verdict;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.model.AccountId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Process state across a SnapStart snapshot: kept, or not to be kept.
@NullMarked
class SnapshotTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final Secret secret = Secret.of(SecretKind.ACCOUNT_API_KEY, new byte[32]);
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger warmUps = new AtomicInteger();
  private final CredentialCheck credentials =
      new CredentialCheck(
          hash -> {
            lookups.incrementAndGet();
            return Optional.of(
                new Credential(
                    new Caller(
                        "cred_1",
                        new Holder.Account(new AccountId("biz_demo")),
                        Set.of(Scope.values()),
                        null),
                    null,
                    null,
                    null));
          },
          (token, now) -> new Verdict.Bad());
  private final Snapshot snapshot =
      new Snapshot(
          new ApiEndpoint(
              Operation.PAUSE_AD,
              credentials,
              new ApiVersions(""),
              InstantSource.fixed(NOW),
              new BrokenItems((measure, value) -> {})),
          warmUps::incrementAndGet);

  @Test
  void before_it_everything_is_loaded_and_nothing_is_asked_of_any_store() {
    snapshot.beforeCheckpoint(Core.getGlobalContext());
    assertThat(warmUps).hasValue(1);
    assertThat(lookups).hasValue(0);
  }

  @Test
  void after_it_no_verdict_counts_any_more() {
    check();
    check();
    assertThat(lookups).as("remembered").hasValue(1);
    snapshot.afterRestore(Core.getGlobalContext());
    check();
    assertThat(lookups).as("looked up again").hasValue(2);
  }

  private void check() {
    assertThat(credentials.check("Bearer " + secret.reveal(), NOW))
        .isInstanceOf(Verdict.Good.class);
  }
}
