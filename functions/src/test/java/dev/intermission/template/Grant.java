package dev.intermission.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One action on one resource, allowed or denied.
record Grant(
    String effect, String action, String resource, Map<String, Map<String, String>> condition) {
  static Grant of(String action, String resource) {
    return new Grant("Allow", action, resource, Map.of());
  }

  /// The actions allowed with a customer's key, through one service only.
  static Set<Grant> withTheKey(String service, String... actions) {
    return Arrays.stream(actions)
        .map(action ->
            new Grant(
                "Allow",
                action,
                "!Ref KmsKeyArn",
                Map.of(
                    "StringEquals",
                    Map.of(
                        "kms:ViaService",
                        "!Sub " + service + ".${AWS::Region}.${AWS::URLSuffix}"))))
        .collect(Collectors.toSet());
  }

  /// Each action of each statement on each of its resources.
  static List<Grant> grants(RawYaml policy) {
    assertThat(policy.fields()).containsOnlyKeys("Version", "Statement");
    assertThat(policy.text("Version")).isEqualTo("2012-10-17");
    return grants(policy.items("Statement"));
  }

  static List<Grant> grants(List<RawYaml> statements) {
    List<Grant> grants = new ArrayList<>();
    for (RawYaml statement : statements) {
      assertThat(statement.fields().keySet())
          .isSubsetOf("Sid", "Effect", "Action", "Resource", "Condition");
      for (String action : statement.texts("Action")) {
        for (String resource : resources(statement)) {
          grants.add(new Grant(statement.text("Effect"), action, resource, condition(statement)));
        }
      }
    }
    return grants;
  }

  /// Of a statement, functions included. Without the table that was used before one of them, which
  /// must stand beside it.
  static List<String> resources(RawYaml statement) {
    List<String> resources =
        statement.at("Resource").value() instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(String.valueOf(statement.at("Resource").value()));
    List<String> current =
        resources.stream().filter(resource -> !resource.contains("Former")).toList();
    assertThat(resources)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(current.stream(), current.stream().flatMap(Template::formerTableArn))
                .toList());
    return current;
  }

  private static Map<String, Map<String, String>> condition(RawYaml statement) {
    Map<String, Map<String, String>> condition = new HashMap<>();
    if (statement.has("Condition")) {
      statement
          .fields("Condition")
          .forEach((operator, operands) -> {
            Map<String, String> values = new HashMap<>();
            operands.fields().forEach((key, value) -> values.put(key, value.text()));
            condition.put(operator, values);
          });
    }
    return condition;
  }
}
