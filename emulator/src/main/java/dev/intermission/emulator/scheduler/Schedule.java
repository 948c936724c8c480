package dev.intermission.emulator.scheduler;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A schedule as the API has it, component for component in the API's own names.
///
/// It is read from a request and from the store, and checks itself as AWS checks it: a schedule
/// that can be constructed can fire; any other is a [ServiceError]. The reader of JSON passes null
/// for each field that the caller left out; the constructors turn that into the service's default
/// or its refusal.
record Schedule(
    String name,
    String groupName,
    String scheduleExpression,
    String scheduleExpressionTimezone,
    FlexibleTimeWindow flexibleTimeWindow,
    Target target,
    State state,
    ActionAfterCompletion actionAfterCompletion,
    @Nullable String description,
    @Nullable Instant startDate,
    @Nullable Instant endDate,
    @Nullable String kmsKeyArn,
    Instant creationDate,
    Instant lastModificationDate) {

  static final String DEFAULT_GROUP = "default";

  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
  private static final Pattern AT =
      Pattern.compile("at\\((\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})\\)");
  private static final Pattern RECURRING = Pattern.compile("(rate|cron)\\(.*\\)");

  Schedule {
    name = name("Name", name);
    groupName = name("GroupName", Objects.requireNonNullElse(groupName, DEFAULT_GROUP));
    scheduleExpression = required("ScheduleExpression", scheduleExpression);
    scheduleExpressionTimezone = Objects.requireNonNullElse(scheduleExpressionTimezone, "UTC");
    Instant _ = time(scheduleExpression, scheduleExpressionTimezone);
    flexibleTimeWindow = required("FlexibleTimeWindow", flexibleTimeWindow);
    target = required("Target", target);
    state = Objects.requireNonNullElse(state, State.ENABLED);
    actionAfterCompletion =
        Objects.requireNonNullElse(actionAfterCompletion, ActionAfterCompletion.NONE);
    if (description != null && description.length() > 512) {
      throw invalid("Description", "Member must have length less than or equal to 512");
    }
    if (startDate != null && endDate != null && !startDate.isBefore(endDate)) {
      throw ServiceError.validation("The StartDate you specify must come before the EndDate.");
    }
    if (kmsKeyArn != null) {
      kmsKeyArn =
          matching("KmsKeyArn", "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:(key|alias)/.+", kmsKeyArn);
    }
  }

  enum State {
    ENABLED,
    DISABLED
  }

  enum ActionAfterCompletion {
    NONE,
    DELETE
  }

  enum Mode {
    OFF,
    FLEXIBLE
  }

  record FlexibleTimeWindow(Mode mode, @Nullable Integer maximumWindowInMinutes) {
    FlexibleTimeWindow {
      mode = required("FlexibleTimeWindow.Mode", mode);
      switch (mode) {
        case OFF -> {
          if (maximumWindowInMinutes != null) {
            throw invalid(
                "FlexibleTimeWindow.MaximumWindowInMinutes", "Must not be set when Mode is OFF");
          }
        }
        case FLEXIBLE ->
            maximumWindowInMinutes =
                within(
                    "FlexibleTimeWindow.MaximumWindowInMinutes",
                    1,
                    1_440,
                    required("FlexibleTimeWindow.MaximumWindowInMinutes", maximumWindowInMinutes));
      }
    }
  }

  record Target(
      String arn,
      String roleArn,
      @Nullable String input,
      RetryPolicy retryPolicy,
      @Nullable DeadLetterConfig deadLetterConfig) {
    private static final int MAXIMUM_INPUT = 256 * 1_024;

    Target {
      arn =
          matching(
              "Target.Arn (this local endpoint invokes Lambda functions only)",
              "arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:[a-zA-Z0-9-_]{1,64}(:[a-zA-Z0-9-_$]+)?",
              arn);
      roleArn =
          matching("Target.RoleArn", "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+", roleArn);
      if (input != null) {
        if (input.length() > MAXIMUM_INPUT || !Json.isWellFormed(input)) {
          throw invalid("Target.Input", "Must be well-formed JSON of at most 262144 characters");
        }
      }
      retryPolicy = Objects.requireNonNullElse(retryPolicy, RetryPolicy.DEFAULT);
    }
  }

  record RetryPolicy(Integer maximumRetryAttempts, Integer maximumEventAgeInSeconds) {
    static final RetryPolicy DEFAULT = new RetryPolicy(185, 86_400);

    RetryPolicy {
      maximumRetryAttempts =
          within(
              "Target.RetryPolicy.MaximumRetryAttempts",
              0,
              185,
              Objects.requireNonNullElse(maximumRetryAttempts, 185));
      maximumEventAgeInSeconds =
          within(
              "Target.RetryPolicy.MaximumEventAgeInSeconds",
              60,
              86_400,
              Objects.requireNonNullElse(maximumEventAgeInSeconds, 86_400));
    }
  }

  record DeadLetterConfig(@Nullable String arn) {
    DeadLetterConfig {
      if (arn != null) {
        arn =
            matching(
                "Target.DeadLetterConfig.Arn (a standard queue)",
                "arn:aws[a-z-]*:sqs:[a-z0-9-]+:\\d{12}:[a-zA-Z0-9-_]+",
                arn);
      }
    }
  }

  /// The time at which it fires. A local time that the zone skips is moved on by the gap, so that
  /// it is never lost; of a local time that occurs twice it is the first.
  Instant time() {
    return time(scheduleExpression, scheduleExpressionTimezone);
  }

  /// A name of a schedule or a group, checked.
  static String name(String member, @Nullable String value) {
    String name = required(member, value);
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          member,
          "Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$, with a length from 1 to 64");
    }
    return name;
  }

  static int within(String member, int least, int most, int value) {
    if (value < least || value > most) {
      throw invalid(member, "Member must be from " + least + " to " + most);
    }
    return value;
  }

  private static Instant time(String expression, String timezone) {
    if (RECURRING.matcher(expression).matches()) {
      throw ServiceError.validation(
          "This local endpoint fires one-time schedules only: at(yyyy-mm-ddThh:mm:ss), not "
              + expression);
    }
    Matcher at = AT.matcher(expression);
    if (!at.matches()) {
      throw ServiceError.validation("Invalid Schedule Expression " + expression + ".");
    }
    if (!ZoneId.getAvailableZoneIds().contains(timezone)) {
      throw ServiceError.validation("Invalid ScheduleExpressionTimezone " + timezone + ".");
    }
    try {
      return LocalDateTime.parse(at.group(1)).atZone(ZoneId.of(timezone)).toInstant();
    } catch (DateTimeException _) {
      throw ServiceError.validation("Invalid Schedule Expression " + expression + ".");
    }
  }

  private static <T> T required(String member, @Nullable T value) {
    if (value == null) {
      throw invalid(member, "Member must not be null");
    }
    return value;
  }

  private static String matching(String member, String pattern, @Nullable String value) {
    String text = required(member, value);
    if (!text.matches(pattern)) {
      throw invalid(member, "Member must satisfy regular expression pattern: " + pattern);
    }
    return text;
  }

  private static ServiceError invalid(String member, String constraint) {
    return ServiceError.validation(
        "1 validation error detected: Value at '"
            + member
            + "' failed to satisfy constraint: "
            + constraint);
  }
}
