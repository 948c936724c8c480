/// The handlers against DynamoDB Local and the local Scheduler. Not null-marked as the package's
/// main part is: these tests read fields of responses and items without asking whether they are
/// there, and fail where they are not.
package dev.intermission.functions;
