package dev.intermission.emulator.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function as a deployment would make it: `Globals` merged in, every intrinsic evaluated.
/// Immutable.
///
/// @param logicalId its name in the template
/// @param name its name in Lambda
/// @param arn without a qualifier
/// @param alias of `AutoPublishAlias`; null without one
/// @param handler as Lambda takes it, `package.Class::method` or `package.Class`
/// @param codeUri the deployment package's folder, relative to the template's own
/// @param timeout of one invocation
/// @param memoryMegabytes what Lambda would give it
/// @param environment exactly the template's variables
/// @param async how Lambda treats asynchronous invocations
public record DeployedFunction(
    String logicalId,
    String name,
    String arn,
    @Nullable String alias,
    String handler,
    Path codeUri,
    Duration timeout,
    int memoryMegabytes,
    Map<String, String> environment,
    AsyncInvoke async) {

  /// How often and how long Lambda tries an asynchronous invocation again.
  ///
  /// @param maximumRetryAttempts tries after the first, 0 to 2
  /// @param maximumEventAge after which an event is given up
  /// @param onFailureArn the queue for what was given up; null without one
  public record AsyncInvoke(
      int maximumRetryAttempts, Duration maximumEventAge, @Nullable String onFailureArn) {

    /// Lambda's default: two more tries within six hours.
    public static final AsyncInvoke DEFAULT = new AsyncInvoke(2, Duration.ofHours(6), null);
  }

  public DeployedFunction {
    environment = Map.copyOf(environment);
  }

  /// The ARN for callers: the alias's if there is one, else the function's.
  public String qualifiedArn() {
    return alias == null ? arn : arn + ":" + alias;
  }
}
