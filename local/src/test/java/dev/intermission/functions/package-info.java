/// The functions against real DynamoDB Local and the local Scheduler endpoint. These tests stand in
/// this module because DynamoDB Local may not come near the deployment package.
package dev.intermission.functions;
