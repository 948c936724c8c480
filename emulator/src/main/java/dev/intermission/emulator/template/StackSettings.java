package dev.intermission.emulator.template;

/// The values of the pseudo parameters. The names and ARNs of all that the stack makes depend on
/// them.
///
/// @param stackName begins the name of every function, table and queue
/// @param region as in ARNs, `us-east-1`
/// @param accountId twelve digits
public record StackSettings(String stackName, String region, String accountId) {}
