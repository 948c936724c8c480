package dev.intermission.template;

import static dev.intermission.template.SampleEvents.kebabCase;
import static dev.intermission.template.SampleEvents.sample;
import static dev.intermission.template.Template.EACH_VERB;
import static dev.intermission.template.Template.EACH_VERB_WITH_ROUTE;
import static dev.intermission.template.Template.RESOURCES;
import static dev.intermission.template.Template.RETAIN_IN_PROD;
import static dev.intermission.template.Template.ROUTES;
import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.THE_KEY_IF_ANY;
import static dev.intermission.template.Template.VERBS;
import static dev.intermission.template.Template.effective;
import static dev.intermission.template.Template.function;
import static dev.intermission.template.Template.ofType;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.emulator.template.DeployedApi.Route;
import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions: their handlers, sample events, package and logs.
class FunctionsTest {
  @Test
  void the_functions_are_these() {
    assertThat(ofType("AWS::Serverless::Function").keySet())
        .isEqualTo(VERBS.stream().map(verb -> verb + "Function").collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_is_a_handler_of_its_verb_that_lambda_can_construct(String verb)
      throws ReflectiveOperationException {
    assertThat(function(verb).text("Handler"))
        .isEqualTo("dev.intermission.functions." + verb + "Handler::handleRequest");
    Class<?> handler = handler(verb);
    assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
    assertThat(Modifier.isPublic(handler.getModifiers())).isTrue();
    assertThat(Modifier.isPublic(handler.getDeclaredConstructor().getModifiers())).isTrue();
    Method entry =
        handler.getMethod("handleRequest", InputStream.class, OutputStream.class, Context.class);
    // Lambda calls it by reflection, through the class that declares it.
    assertThat(Modifier.isPublic(entry.getDeclaringClass().getModifiers())).isTrue();
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_has_a_sample_event(String verb) throws IOException {
    assertThat(sample(verb).isObject()).isTrue();
  }

  @Test
  void every_sample_event_is_some_functions() throws IOException {
    try (Stream<Path> files = Files.list(TestStack.PROJECT.resolve("events"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json")))
          .allMatch(name -> VERBS.stream().anyMatch(verb -> name.startsWith(kebabCase(verb))));
    }
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB_WITH_ROUTE)
  void the_sample_event_of_a_route_takes_that_route(String verb) throws IOException {
    JsonNode event = sample(verb);
    assertThat(ROUTES)
        .contains(
            new Route(
                event.at("/httpMethod").asText(),
                event.at("/resource").asText(),
                verb + "Function"));
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_runs_the_one_package_on_java_25(String verb) {
    assertThat(effective(verb, "Runtime").value()).isEqualTo("java25");
    assertThat(effective(verb, "CodeUri").value()).isEqualTo("functions/target/lambda");
    assertThat(effective(verb, "Architectures").value()).isEqualTo(List.of("arm64"));
    assertThat(function(verb).has("PackageType")).isFalse();
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_has_a_log_group_of_its_own_that_does_not_grow_for_ever(String verb) {
    assertThat(function(verb).at("LoggingConfig").value())
        .isEqualTo(Map.of("LogGroup", "!Ref " + verb + "Logs"));
    assertThat(RESOURCES.text(verb + "Logs", "Type")).isEqualTo("AWS::Logs::LogGroup");
    // The only record of what was issued.
    boolean isRecord = verb.equals("AdministerCredentials");
    assertThat(RESOURCES.at(verb + "Logs", "Properties").value())
        .isEqualTo(
            Map.of(
                "RetentionInDays",
                isRecord
                    ? Map.of("!If", List.of("IsProd", "365", "!Ref LogRetentionDays"))
                    : "!Ref LogRetentionDays",
                "KmsKeyId",
                THE_KEY_IF_ANY));
    if (isRecord) {
      assertThat(RESOURCES.at(verb + "Logs", "DeletionPolicy").value()).isEqualTo(RETAIN_IN_PROD);
    }
    assertThat(TEMPLATE.text("Parameters", "LogRetentionDays", "Default")).isEqualTo("30");
  }

  private static Class<?> handler(String verb) throws ClassNotFoundException {
    return Class.forName("dev.intermission.functions." + verb + "Handler");
  }
}
