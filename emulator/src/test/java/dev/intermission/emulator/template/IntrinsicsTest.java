package dev.intermission.emulator.template;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicsTest {

  private static final StackSettings STACK = new StackSettings("demo", "eu-west-1", "123456789012");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "0123 | 0123",
        "yes | yes",
        "1.10 | 1.10",
        "!Ref Given | given",
        "!Ref Absent | default",
        "{Ref: Absent} | default",
        "!Ref AWS::Region | eu-west-1",
        "!Ref Things | demo-Things",
        "!Ref Waiting | https://sqs.eu-west-1.amazonaws.com/123456789012/demo-Waiting",
        "!Ref Works.Alias | arn:aws:lambda:eu-west-1:123456789012:function:demo-Works:live",
        "!GetAtt Works.Arn | arn:aws:lambda:eu-west-1:123456789012:function:demo-Works",
        "!GetAtt [Works, Arn] | arn:aws:lambda:eu-west-1:123456789012:function:demo-Works",
        "{'Fn::GetAtt': Group.Arn} | arn:aws:scheduler:eu-west-1:123456789012:schedule-group/demo-x",
        "!GetAtt Log.Arn | arn:aws:logs:eu-west-1:123456789012:log-group:demo-Log:*",
        "!Sub 'a ${Given} ${!Literal} ${Things.Arn}' | a given ${Literal}"
            + " arn:aws:dynamodb:eu-west-1:123456789012:table/demo-Things",
        "!Sub ['${A}/${AWS::Partition}', {A: !Ref Given}] | given/aws",
        "!Sub ${Works.Alias} | arn:aws:lambda:eu-west-1:123456789012:function:demo-Works:live",
        "!If [IsGiven, !Ref Given, b] | given",
        "!If [IsNot, a, b] | b",
        "!If [Both, a, b] | b",
        "!If [Either, a, b] | a",
      })
  void a_value_is_evaluated(String written, String meant) throws IOException {
    assertThat(read(template(written)).outputs()).containsEntry("Value", meant);
  }

  @ParameterizedTest(name = "{0} is refused")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Nothing | the template declares no Nothing",
        "!GetAtt Waiting.Age | the attribute Age of Waiting is not known here",
        "!ImportValue x | Fn::ImportValue is not known here",
        "!Join [a, [b]] | Fn::Join is not known here",
        "!If [Unheard, a, b] | there is no condition Unheard",
        "!Ref AWS::Nonsense | AWS::Nonsense is not known here",
        "!Ref Topic | a Ref to Topic, a AWS::SNS::TopicPolicy",
        "!Ref Things.Alias | Things has no AutoPublishAlias",
        "[a] | not a text",
        "{Ref: Given, Other: x} | Ref stands beside other keys",
        "!Ref AWS::NoValue | Value is missing",
      })
  void what_cannot_be_evaluated_is_refused_by_place(String written, String problem) {
    assertThatThrownBy(() -> read(template(written)))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Outputs.Value")
        .hasMessageContaining(problem);
  }

  /// More often than SnakeYAML allows unless told otherwise.
  @Test
  void what_is_written_once_stands_wherever_its_name_does() throws IOException {
    String yaml =
        template("&value {'Fn::Sub': 'a-${Given}-${Things}'}")
            + IntStream.range(0, 60)
                .mapToObj("  Again%d: {Value: !If [IsNot, x, *value]}\n"::formatted)
                .collect(joining());

    assertThat(read(yaml).outputs().values()).hasSize(61).containsOnly("a-given-demo-Things");
  }

  @Test
  void a_resource_whose_condition_does_not_hold_is_not_there() throws IOException {
    SamTemplate read =
        read(
            template("x")
                .replace("Type: AWS::SQS::Queue", "Type: AWS::SQS::Queue\n    Condition: IsNot"));

    assertThat(read.queues()).isEmpty();
  }

  @Test
  void a_parameter_must_be_one_that_the_template_allows() {
    assertThatThrownBy(() -> read(template("x"), Map.of("Given", "UPPER")))
        .hasMessage("Parameters.Given: must match [a-z]+");
    assertThatThrownBy(() -> read(template("x"), Map.of("Unknown", "a")))
        .hasMessage("Parameters.Unknown: the template has no such parameter");
    assertThatThrownBy(() -> read(template("x"), Map.of()))
        .hasMessage("Parameters.Given: has neither a value nor a default");
  }

  @Test
  void an_own_value_takes_the_place_of_a_global_function_call() throws IOException {
    assertThat(read(template("x")).functions().getFirst().environment())
        .isEqualTo(Map.of("BOTH", "own-given", "GLOBAL", "eu-west-1", "OWN", "1"));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"rate(1 minute), PT1M", "rate(5 minutes), PT5M", "rate(2 hours), PT2H"})
  void a_rate_is_a_duration(String written, Duration rate) throws IOException {
    assertThat(read(template("x").replace("rate(1 minute)", written)).rules())
        .extracting(SamTemplate.ScheduleRule::rate)
        .containsExactly(rate);
  }

  @ParameterizedTest(name = "{1} instead of {0} is refused")
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(1 minute) | cron(0 12 * * ? *) | Resources.Works.Properties.Events.Often.Properties.Schedule: only",
        "Type: Schedule | Type: SQS | Resources.Works.Properties.Events.Often: the local runner knows no event",
        "AWS::SNS::TopicPolicy | AWS::Events::Rule | Resources.Topic: the local runner knows no AWS::Events::Rule",
        "AWS::SNS::TopicPolicy | AWS::Serverless::HttpApi | Resources.Topic: the local runner knows no",
        "Handler: a.B | NoHandler: a.B | Resources.Works.Properties: Handler is missing",
        "Timeout: 7 | Timeout: soon | Resources.Works.Properties.Timeout: not a whole number: soon",
        "OWN: 1 | OWN: [1] | Resources.Works.Properties.Environment.Variables.OWN: not a text",
        "Outputs: | Resources: {} | template.yaml: not YAML: ",
      })
  void what_cannot_be_run_is_refused_by_place(String instead, String written, String problem) {
    assertThat(template("x")).contains(instead);
    assertThatThrownBy(() -> read(template("x").replace(instead, written)))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void two_functions_that_want_one_variable_differently_are_both_named() throws IOException {
    DeployedFunction first = read(template("x")).functions().getFirst();
    SamTemplate two =
        new SamTemplate(
            folder,
            STACK,
            List.of(first, renamed(first)),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of());

    assertThatThrownBy(two::mergedEnvironment)
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("OWN")
        .hasMessageContaining("Works and Other");
  }

  private static DeployedFunction renamed(DeployedFunction function) {
    return new DeployedFunction(
        "Other",
        function.name(),
        function.arn(),
        null,
        function.handler(),
        function.codeUri(),
        function.timeout(),
        function.memoryMegabytes(),
        Map.of("OWN", "2"),
        function.async());
  }

  private SamTemplate read(String yaml) throws IOException {
    return read(yaml, Map.of("Given", "given"));
  }

  private SamTemplate read(String yaml, Map<String, String> parameters) throws IOException {
    Path file = Files.writeString(folder.resolve("template.yaml"), yaml);
    return SamTemplate.read(file, parameters, STACK);
  }

  private static String template(String value) {
    return """
    Parameters:
      Given:
        Type: String
        AllowedPattern: "[a-z]+"
      Absent:
        Type: String
        Default: default
    Conditions:
      IsGiven: !Equals [!Ref Given, given]
      IsNot: !Not [!Condition IsGiven]
      Both: !And [!Condition IsGiven, !Condition IsNot]
      Either: !Or [!Condition IsGiven, !Condition IsNot]
    Globals:
      Function:
        Environment:
          Variables:
            GLOBAL: !Ref AWS::Region
            BOTH: !Ref AWS::Region
    Resources:
      Works:
        Type: AWS::Serverless::Function
        Properties:
          AutoPublishAlias: live
          CodeUri: code
          Handler: a.B
          Timeout: 7
          Environment:
            Variables:
              BOTH: !Sub own-${Given}
              OWN: 1
          Events:
            Often:
              Type: Schedule
              Properties:
                Schedule: rate(1 minute)
      Things:
        Type: AWS::DynamoDB::Table
        Properties:
          KeySchema:
            - {AttributeName: id, KeyType: HASH}
      Group:
        Type: AWS::Scheduler::ScheduleGroup
        Properties:
          Name: !Sub ${AWS::StackName}-x
      Log:
        Type: AWS::Logs::LogGroup
      Topic:
        Type: AWS::SNS::TopicPolicy
      Waiting:
        Type: AWS::SQS::Queue
    Outputs:
      Value:
        Value: %s
    """
        .formatted(value);
  }
}
