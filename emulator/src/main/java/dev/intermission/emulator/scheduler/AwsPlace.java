package dev.intermission.emulator.scheduler;

/// The region and account that this machine pretends to be, for ARNs.
///
/// @param region for example `eu-west-1`
/// @param account twelve digits
public record AwsPlace(String region, String account) {

  /// The ARN of a schedule.
  public String schedule(String group, String name) {
    return arn("scheduler", "schedule/" + group + "/" + name);
  }

  /// The ARN of a schedule group.
  public String scheduleGroup(String name) {
    return arn("scheduler", "schedule-group/" + name);
  }

  /// The ARN of a function, or of an alias when the name is `function:alias`.
  public String function(String name) {
    return arn("lambda", "function:" + name);
  }

  private String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }
}
