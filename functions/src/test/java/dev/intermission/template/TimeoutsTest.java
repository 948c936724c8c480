package dev.intermission.template;

import static dev.intermission.template.Template.EACH_VERB;
import static dev.intermission.template.Template.EACH_VERB_WITH_ROUTE;
import static dev.intermission.template.Template.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.Clients;
import dev.intermission.functions.SweepDuePausesHandler;
import dev.intermission.read.PageBudget;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/// The time-outs of the functions, against those of the calls that they make.
class TimeoutsTest {
  /// A timeout must exceed the slowest way through a function's calls. A function that is cut off
  /// leaves a client with a 503 for a pause that may be committed, and its timer unarmed.
  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_outlives_the_time_outs_of_all_its_calls(String verb)
      throws ReflectiveOperationException {
    Clients clients = Running.STACK.clients();
    Duration repeatable =
        limit(clients.repeatable().serviceClientConfiguration().overrideConfiguration());
    Duration unrepeatable =
        limit(clients.unrepeatable().serviceClientConfiguration().overrideConfiguration());
    Duration scheduler =
        limit(clients.scheduler().serviceClientConfiguration().overrideConfiguration());
    Duration slowest =
        switch (verb) {
          // with an Idempotency-Key: the credential, the kept response, and the first try with all
          // that may follow it; another try begins only with the reserve for it. Where a response
          // cannot be kept: the record, the grant and the transaction, and all of a request
          // without a key
          case "PauseAd", "UnpauseAd", "PauseAdCampaign", "UnpauseAdCampaign" -> {
            Duration kept = oneTry(repeatable, unrepeatable, scheduler);
            Duration notKept =
                repeatable
                    .multipliedBy(2)
                    .plus(unrepeatable)
                    .plus(withoutKey(repeatable, unrepeatable, scheduler));
            yield repeatable.multipliedBy(2).plus(kept.compareTo(notKept) > 0 ? kept : notKept);
          }
          // the credential, the record, the grant
          case "RetrieveAd", "RetrieveAdCampaign" -> repeatable.multipliedBy(3);
          // the credential, the grant, the calls of a page, and what it waits between them
          case "ListAds", "ListAdCampaigns" ->
              pageBudget().waits().stream()
                  .reduce(repeatable.multipliedBy(2 + pageBudget().calls()), Duration::plus);
          // an issue and the two reads after an unclear one; or a page, in two batches
          case "AdministerCredentials" -> repeatable.multipliedBy(3);
          // three writes, and what it waits out between them
          case "ResumeAdCampaign" -> repeatable.multipliedBy(3).plusSeconds(5);
          // a last row, begun just inside the time box: a resume, and what is left to be forgotten
          case "SweepDuePauses" -> sweepTimeBox().plus(repeatable.multipliedBy(2));
          default -> throw new AssertionError(verb);
        };
    assertThat(timeout(verb)).isGreaterThan(slowest);
  }

  /// It holds an execution of the account's that long, when DynamoDB hardly answers. Where it does
  /// not answer at all, a read ends the request, or the update and the read after it.
  @Test
  void a_request_without_a_key_ends_well_before_its_function_would_be_cut_off()
      throws ReflectiveOperationException {
    Clients clients = Running.STACK.clients();
    Duration repeatable =
        limit(clients.repeatable().serviceClientConfiguration().overrideConfiguration());
    Duration slowest =
        repeatable.plus(
            withoutKey(
                repeatable,
                limit(clients.unrepeatable().serviceClientConfiguration().overrideConfiguration()),
                limit(clients.scheduler().serviceClientConfiguration().overrideConfiguration())));
    assertThat(slowest).isLessThanOrEqualTo(Duration.ofSeconds(18));
    assertThat(timeout("PauseAdCampaign").minus(slowest))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(
            repeatable.plus(
                limit(clients.unrepeatable().serviceClientConfiguration().overrideConfiguration())))
        .isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void another_try_begins_only_when_it_ends_before_the_deadline()
      throws ReflectiveOperationException {
    Clients clients = Running.STACK.clients();
    assertThat(reserve())
        .isGreaterThan(
            oneTry(
                limit(clients.repeatable().serviceClientConfiguration().overrideConfiguration()),
                limit(clients.unrepeatable().serviceClientConfiguration().overrideConfiguration()),
                limit(clients.scheduler().serviceClientConfiguration().overrideConfiguration())));
    for (String verb : List.of("PauseAd", "UnpauseAd", "PauseAdCampaign", "UnpauseAdCampaign")) {
      assertThat(timeout(verb).minus(reserve()))
          .as("there is time for several")
          .isGreaterThanOrEqualTo(Duration.ofSeconds(12));
    }
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB_WITH_ROUTE)
  void a_function_answers_before_the_gateway_gives_up(String verb) {
    assertThat(timeout(verb)).isLessThan(Duration.ofSeconds(29));
  }

  @Test
  void a_sweep_ends_itself_before_lambda_does_and_before_the_next_one_begins() throws Exception {
    assertThat(sweepTimeBox()).isPositive().isLessThan(timeout("SweepDuePauses"));
    assertThat(timeout("SweepDuePauses")).isLessThan(Duration.ofMinutes(1));
  }

  /// The calls of one try. The record, the grant, and the transaction; then the kept response, for
  /// a replay the grant and the record, and the timer.
  private static Duration oneTry(Duration repeatable, Duration unrepeatable, Duration scheduler) {
    return repeatable.multipliedBy(5).plus(unrepeatable).plus(scheduler);
  }

  /// The calls of a change, after the credential. The owner, the grant, a look where it was asked
  /// for in vain before, the update, that update for a rev that cannot be added to, a read after an
  /// unclear one, and the timer.
  private static Duration withoutKey(
      Duration repeatable, Duration unrepeatable, Duration scheduler) {
    return repeatable.multipliedBy(4).plus(unrepeatable.multipliedBy(2)).plus(scheduler);
  }

  private static Duration sweepTimeBox() throws ReflectiveOperationException {
    return constant(SweepDuePausesHandler.class, "TIME_BOX");
  }

  private static Duration reserve() throws ReflectiveOperationException {
    return constant(Class.forName("dev.intermission.functions.RetryBeforeDeadline"), "RESERVE");
  }

  private static PageBudget pageBudget() throws ReflectiveOperationException {
    Method budget =
        Class.forName("dev.intermission.functions.Wiring").getDeclaredMethod("pageBudget");
    budget.setAccessible(true);
    return (PageBudget) budget.invoke(null);
  }

  private static Duration constant(Class<?> owner, String name)
      throws ReflectiveOperationException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return (Duration) field.get(null);
  }

  private static Duration limit(ClientOverrideConfiguration configuration) {
    return configuration.apiCallTimeout().orElseThrow();
  }
}
