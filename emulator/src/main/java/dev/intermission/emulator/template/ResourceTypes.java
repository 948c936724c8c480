package dev.intermission.emulator.template;

import java.util.Set;

/// CloudFormation's names of the resources that have a counterpart here, or would need one.
final class ResourceTypes {

  static final String FUNCTION = "AWS::Serverless::Function";
  static final String API = "AWS::Serverless::Api";
  static final String TABLE = "AWS::DynamoDB::Table";
  static final String QUEUE = "AWS::SQS::Queue";
  static final String SCHEDULE_GROUP = "AWS::Scheduler::ScheduleGroup";
  static final String ROLE = "AWS::IAM::Role";
  static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";
  static final String TOPIC = "AWS::SNS::Topic";
  static final String LOG_GROUP = "AWS::Logs::LogGroup";

  /// The types that run, route or store something in a stack, but not here. A template with one is
  /// refused: to leave it out in silence would be a guess.
  static final Set<String> NOT_RUN_HERE =
      Set.of(
          "AWS::ApiGateway::RestApi",
          "AWS::ApiGatewayV2::Api",
          "AWS::DynamoDB::GlobalTable",
          "AWS::Events::Rule",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Lambda::EventSourceMapping",
          "AWS::Lambda::Function",
          "AWS::Pipes::Pipe",
          "AWS::Scheduler::Schedule",
          "AWS::StepFunctions::StateMachine");

  static final String SERVERLESS = "AWS::Serverless::";

  private ResourceTypes() {}
}
