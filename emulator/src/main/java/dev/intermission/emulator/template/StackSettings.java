package dev.intermission.emulator.template;

/// What CloudFormation knows about a stack beside its template: the values of the pseudo
/// parameters, and so the names and ARNs of all that the stack makes.
///
/// @param stackName begins the name of every function, table and queue
/// @param region as in ARNs, `us-east-1`
/// @param accountId twelve digits
public record StackSettings(String stackName, String region, String accountId) {}
