package dev.intermission.functions.access.jwt;

import static dev.intermission.functions.access.jwt.TestToken.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import dev.intermission.functions.access.KeySetUnavailableException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When keys are fetched, and what counts meanwhile.
// A lock cannot be interrupted.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IssuerKeysTest {
  private static final String OLD = TestKey.ec("old").jwk();
  private static final String NEW = TestKey.ec("new").jwk();

  private final AtomicInteger fetches = new AtomicInteger();
  private volatile String published = TestKey.set(OLD);
  private volatile boolean isDown;
  private volatile Runnable meanwhile = () -> {};
  private final IssuerKeys keys = new IssuerKeys(this::fetch);

  @Test
  void keys_are_fetched_when_first_asked_for_and_kept_for_ten_minutes() {
    assertThat(fetches).hasValue(0);
    assertThat(has("old", NOW)).isTrue();
    assertThat(has("old", NOW.plusMillis(599_999))).isTrue();
    assertThat(fetches).hasValue(1);
    assertThat(has("old", NOW.plusSeconds(600))).isTrue();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void a_key_that_the_issuer_has_withdrawn_counts_for_ten_minutes_at_most() {
    assertThat(has("old", NOW)).isTrue();
    published = TestKey.set(NEW);
    assertThat(has("old", NOW.plusMillis(599_999))).isTrue();
    assertThat(has("old", NOW.plusSeconds(600))).isFalse();
    assertThat(has("old", NOW.plusSeconds(601))).isFalse();
  }

  @Test
  void a_new_key_is_found_at_once_after_an_ordinary_fetch() {
    assertThat(has("old", NOW)).isTrue();
    published = TestKey.set(OLD, NEW);
    assertThat(has("new", NOW.plusSeconds(1))).isTrue();
    assertThat(has("old", NOW.plusSeconds(1))).isTrue();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void a_new_key_is_found_at_once_after_a_first_fetch_for_an_unknown_name_and_after_a_refresh() {
    assertThat(has("unknown", NOW)).isFalse();
    published = TestKey.set(OLD, NEW);
    assertThat(has("new", NOW)).isTrue();

    assertThat(has("old", NOW.plusSeconds(600))).isTrue();
    published = TestKey.set(TestKey.ec("newer").jwk());
    assertThat(has("newer", NOW.plusSeconds(600))).isTrue();
    assertThat(fetches).hasValue(4);
  }

  @Test
  void unknown_names_cause_at_most_one_fetch_in_thirty_seconds_and_nobody_knows_meanwhile() {
    assertThat(has("old", NOW)).isTrue();
    for (int i = 0; i < 300; i++) {
      String unknown = "unknown" + i;
      if (i % 30 == 0) {
        assertThat(has(unknown, NOW.plusSeconds(i))).isFalse();
      } else {
        mayNotAsk(unknown, NOW.plusSeconds(i), Duration.ofSeconds(30 - i % 30));
      }
      assertThat(has("old", NOW.plusSeconds(i))).isTrue();
    }
    assertThat(fetches).hasValue(11);
  }

  @Test
  void a_new_key_is_found_thirty_seconds_after_the_last_fetch_for_an_unknown_name() {
    assertThat(has("old", NOW)).isTrue();
    assertThat(has("unknown", NOW)).isFalse();
    published = TestKey.set(OLD, NEW);
    mayNotAsk("new", NOW.plusMillis(29_999), Duration.ofMillis(1));
    assertThat(has("new", NOW.plusSeconds(30))).isTrue();
    assertThat(has("old", NOW.plusSeconds(30))).isTrue();
    assertThat(fetches).hasValue(3);
  }

  @Test
  void a_refresh_that_is_due_does_not_wait_for_the_limit_on_unknown_names() {
    assertThat(has("old", NOW)).isTrue();
    published = TestKey.set(OLD);
    assertThat(has("unknown", NOW.plusSeconds(1))).isFalse();
    assertThat(has("unknown", NOW.plusSeconds(600))).isFalse();
    published = TestKey.set(OLD, NEW);
    mayNotAsk("new", NOW.plusSeconds(601), Duration.ofSeconds(29));
    assertThat(has("new", NOW.plusSeconds(1_201))).isTrue();
  }

  @Test
  void after_a_failure_the_next_try_is_five_seconds_later_and_nobody_knows_meanwhile() {
    isDown = true;
    unavailable("old", NOW, Duration.ofSeconds(5));
    unavailable("old", NOW.plusMillis(4_999), Duration.ofMillis(1));
    unavailable("other", NOW.plusMillis(4_999), Duration.ofMillis(1));
    assertThat(fetches).hasValue(1);
    isDown = false;
    unavailable("old", NOW.plusMillis(4_999), Duration.ofMillis(1));
    assertThat(has("old", NOW.plusSeconds(5))).isTrue();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void keys_at_hand_outlive_an_outage_for_an_hour() {
    assertThat(has("old", NOW)).isTrue();
    isDown = true;
    assertThat(has("old", NOW.plusSeconds(600))).isTrue();
    assertThat(has("old", NOW.plusMillis(604_999))).isTrue();
    assertThat(fetches).hasValue(2);
    assertThat(has("old", NOW.plusSeconds(605))).isTrue();
    assertThat(fetches).hasValue(3);
    assertThat(has("old", NOW.plusMillis(3_599_999))).isTrue();
    unavailable("old", NOW.plusSeconds(3_600), Duration.ofMillis(4_999));
    isDown = false;
    assertThat(has("old", NOW.plusSeconds(3_605))).isTrue();
  }

  @Test
  void in_an_outage_nobody_knows_whether_there_is_a_new_key() {
    assertThat(has("old", NOW)).isTrue();
    isDown = true;
    unavailable("new", NOW.plusSeconds(1), Duration.ofSeconds(30));
    assertThat(has("old", NOW.plusSeconds(1))).isTrue();
    // Still not more than one fetch in thirty seconds, for that reason.
    unavailable("new", NOW.plusMillis(30_999), Duration.ofMillis(1));
    assertThat(fetches).hasValue(2);
    unavailable("new", NOW.plusSeconds(31), Duration.ofSeconds(30));
    assertThat(fetches).hasValue(3);
    isDown = false;
    published = TestKey.set(NEW);
    assertThat(has("new", NOW.plusSeconds(61))).isTrue();
    mayNotAsk("unknown", NOW.plusSeconds(62), Duration.ofSeconds(29));
  }

  @Test
  void a_due_refresh_does_not_wait_for_what_unknown_names_used_up() {
    assertThat(has("old", NOW)).isTrue();
    isDown = true;
    unavailable("unknown", NOW.plusSeconds(590), Duration.ofSeconds(30));
    isDown = false;
    published = TestKey.set(NEW);
    assertThat(has("new", NOW.plusSeconds(600))).isTrue();
  }

  @Test
  void a_clock_that_jumps_back_makes_nothing_last_for_ever() {
    assertThat(has("old", NOW)).isTrue();
    published = TestKey.set(NEW);
    assertThat(has("new", NOW.minus(Duration.ofDays(1)))).isTrue();
    isDown = true;
    unavailable("unknown", NOW, Duration.ofSeconds(5));
    isDown = false;
    assertThat(has("new", NOW.minus(Duration.ofDays(1)))).isTrue();
  }

  @Test
  void who_knows_his_key_does_not_wait_for_the_fetch_of_another() throws Exception {
    assertThat(has("old", NOW)).isTrue();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    meanwhile =
        () -> {
          begun.countDown();
          await(mayEnd);
        };
    published = TestKey.set(OLD, NEW);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> refreshing = threads.submit(() -> has("old", NOW.plusSeconds(600)));
      await(begun);
      assertThat(has("old", NOW.plusSeconds(599))).isTrue();
      assertThat(has("old", NOW.plusSeconds(601))).isTrue();
      assertThat(refreshing.isDone()).isFalse();
      mayEnd.countDown();
      assertThat(refreshing.get()).isTrue();
    }
    assertThat(fetches).hasValue(2);
  }

  @Test
  void many_who_need_the_keys_at_once_cause_one_fetch() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    meanwhile = () -> await(mayEnd);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> requests = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Instant now = NOW.plusMillis(i % 2 == 0 ? i : -i);
        requests.add(() -> has("old", now));
      }
      List<Future<Boolean>> responses = requests.stream().map(threads::submit).toList();
      mayEnd.countDown();
      for (Future<Boolean> response : responses) {
        assertThat(response.get()).isTrue();
      }
    }
    assertThat(fetches).hasValue(1);
  }

  private JWKSet fetch() {
    fetches.incrementAndGet();
    meanwhile.run();
    if (isDown) {
      throw new KeySetUnavailableException("down", null);
    }
    try {
      return JWKSet.parse(published);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private boolean has(String name, Instant now) {
    return keys.find(name, now).getKeyByKeyId(name) != null;
  }

  private void unavailable(String name, Instant now, Duration wait) {
    assertThatThrownBy(() -> keys.find(name, now))
        .isInstanceOfSatisfying(
            KeySetUnavailableException.class, e -> assertThat(e.retryAfter()).isEqualTo(wait))
        .hasMessage("down");
  }

  private void mayNotAsk(String name, Instant now, Duration wait) {
    assertThatThrownBy(() -> keys.find(name, now))
        .isInstanceOfSatisfying(
            KeySetUnavailableException.class, e -> assertThat(e.retryAfter()).isEqualTo(wait))
        .hasMessageStartingWith("A JWT names an unknown key");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
