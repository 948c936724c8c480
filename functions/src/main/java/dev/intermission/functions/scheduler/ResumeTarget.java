package dev.intermission.functions.scheduler;

/// The settings of a schedule that ends a pause.
///
/// @param group the schedule group
/// @param function the ARN of the alias of the resume function
/// @param role the ARN of the role that EventBridge Scheduler assumes
/// @param queue the ARN of the dead-letter queue
public record ResumeTarget(String group, String function, String role, String queue) {}
