package dev.intermission.emulator.template;

import dev.intermission.emulator.template.DeployedApi.CannedResponse;
import dev.intermission.emulator.template.DeployedApi.HeaderValue;
import dev.intermission.emulator.template.DeployedFunction.AsyncInvoke;
import dev.intermission.emulator.template.SamTemplate.DeployedQueue;
import dev.intermission.emulator.template.SamTemplate.ScheduleGroup;
import dev.intermission.emulator.template.SamTemplate.ScheduleRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One reading of one template: walks its resources and collects what they declare.
final class TemplateReader {

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final String ANY_METHOD = "x-amazon-apigateway-any-method";
  private static final String INTEGRATION = "x-amazon-apigateway-integration";
  private static final String RESPONSE_HEADER = "method.response.header.";

  private final Map<?, ?> functionGlobals;
  private final Intrinsics intrinsics;
  private final List<DeployedFunction> functions = new ArrayList<>();
  private final List<DeployedApi.Route> routes = new ArrayList<>();
  private final List<ScheduleRule> rules = new ArrayList<>();
  private final List<DeployedTable> tables = new ArrayList<>();
  private final List<DeployedQueue> queues = new ArrayList<>();
  private final List<ScheduleGroup> scheduleGroups = new ArrayList<>();
  private @Nullable TemplateNode api;

  private TemplateReader(Intrinsics intrinsics, Map<?, ?> functionGlobals) {
    this.intrinsics = intrinsics;
    this.functionGlobals = functionGlobals;
  }

  static SamTemplate read(Path file, Map<String, String> parameters, StackSettings stack)
      throws IOException {
    if (!(CloudFormationYaml.load(file) instanceof Map<?, ?> template)) {
      throw new TemplateException(String.valueOf(file.getFileName()), "not a template");
    }
    Intrinsics intrinsics = new Intrinsics(template, parameters, stack);
    Map<?, ?> globals =
        template.get("Globals") instanceof Map<?, ?> all
                && all.get("Function") instanceof Map<?, ?> function
            ? function
            : Map.of();
    Path directory = file.toAbsolutePath().resolveSibling("").normalize();
    return new TemplateReader(intrinsics, globals)
        .read(new TemplateNode(template, "template", intrinsics), directory, stack);
  }

  private SamTemplate read(TemplateNode template, Path directory, StackSettings stack) {
    for (Map.Entry<String, TemplateNode> entry : sectionOf(template, "Resources").entrySet()) {
      TemplateNode resource = entry.getValue();
      String condition = resource.textOf("Condition");
      if (condition == null || intrinsics.holds(condition, resource.place())) {
        resource(entry.getKey(), resource.need("Type").text(), resource);
      }
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    sectionOf(template, "Outputs")
        .forEach((name, output) -> {
          String condition = output.textOf("Condition");
          if (condition == null || intrinsics.holds(condition, output.place())) {
            outputs.put(name, output.need("Value").text());
          }
        });
    return new SamTemplate(
        directory,
        stack,
        functions,
        api == null ? null : api(api),
        rules,
        tables,
        queues,
        scheduleGroups,
        outputs);
  }

  private Map<String, TemplateNode> sectionOf(TemplateNode template, String name) {
    TemplateNode section = template.get(name);
    return section == null
        ? Map.of()
        : new TemplateNode(section.value(), name, intrinsics).members();
  }

  private void resource(String id, String type, TemplateNode resource) {
    TemplateNode given = resource.get("Properties");
    TemplateNode properties =
        given == null
            ? new TemplateNode(Map.of(), resource.place() + ".Properties", intrinsics)
            : given;
    String place = resource.place();
    switch (type) {
      case ResourceTypes.FUNCTION -> function(id, properties);
      case ResourceTypes.API -> {
        if (api != null) {
          throw resource.refuse("a second API is not known here");
        }
        api = resource;
      }
      case ResourceTypes.TABLE -> tables.add(table(id, properties));
      case ResourceTypes.QUEUE ->
          queues.add(
              new DeployedQueue(
                  id,
                  intrinsics.physicalName(id, place),
                  intrinsics.arn(id, place),
                  Intrinsics.text(intrinsics.ref(id, place), place)));
      case ResourceTypes.SCHEDULE_GROUP ->
          scheduleGroups.add(
              new ScheduleGroup(id, intrinsics.physicalName(id, place), intrinsics.arn(id, place)));
      default -> {
        if (ResourceTypes.NOT_RUN_HERE.contains(type)
            || type.startsWith(ResourceTypes.SERVERLESS)) {
          throw resource.refuse("the local runner knows no " + type);
        }
        // Roles, log groups, alarms ...: they have no counterpart here.
      }
    }
  }

  private void function(String id, TemplateNode own) {
    TemplateNode properties =
        new TemplateNode(merge(functionGlobals, own.value()), own.place(), intrinsics);
    String place = properties.place();
    Map<String, String> environment = new LinkedHashMap<>();
    TemplateNode environmentNode = properties.get("Environment");
    if (environmentNode != null) {
      environmentNode
          .members("Variables")
          .forEach((name, value) -> environment.put(name, value.text()));
    }
    functions.add(
        new DeployedFunction(
            id,
            intrinsics.physicalName(id, place),
            intrinsics.arn(id, place),
            properties.textOf("AutoPublishAlias"),
            properties.need("Handler").text(),
            Path.of(properties.need("CodeUri").text()),
            Duration.ofSeconds(properties.numberOf("Timeout", 3)),
            properties.numberOf("MemorySize", 128),
            environment,
            asyncInvoke(properties.get("EventInvokeConfig"))));
    properties.members("Events").forEach((name, event) -> event(id, name, event));
  }

  private static AsyncInvoke asyncInvoke(@Nullable TemplateNode config) {
    if (config == null) {
      return AsyncInvoke.DEFAULT;
    }
    TemplateNode destinations = config.get("DestinationConfig");
    TemplateNode onFailure = destinations == null ? null : destinations.get("OnFailure");
    if (destinations != null && destinations.get("OnSuccess") != null) {
      throw destinations.refuse("OnSuccess is not known here");
    }
    if (onFailure != null && !onFailure.need("Type").text().equals("SQS")) {
      throw onFailure.refuse("only a destination of the type SQS is known here");
    }
    return new AsyncInvoke(
        config.numberOf("MaximumRetryAttempts", AsyncInvoke.DEFAULT.maximumRetryAttempts()),
        Duration.ofSeconds(
            config.numberOf(
                "MaximumEventAgeInSeconds",
                Math.toIntExact(AsyncInvoke.DEFAULT.maximumEventAge().toSeconds()))),
        onFailure == null ? null : onFailure.need("Destination").text());
  }

  private void event(String functionId, String name, TemplateNode event) {
    TemplateNode properties = event.need("Properties");
    switch (event.need("Type").text()) {
      case "Api" -> {
        // With only one API in a template, any value means that one.
        properties.need("RestApiId");
        String method = properties.need("Method").text().toUpperCase(Locale.ROOT);
        routes.add(
            new DeployedApi.Route(
                method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD") ? DeployedApi.ANY : method,
                properties.need("Path").text(),
                functionId));
      }
      case "Schedule" -> {
        String state = properties.textOf("State");
        String enabled = properties.textOf("Enabled");
        if (!"DISABLED".equals(state) && !"false".equalsIgnoreCase(enabled)) {
          rules.add(
              new ScheduleRule(
                  functionId + name,
                  rate(properties.need("Schedule")),
                  functionId,
                  properties.textOf("Input")));
        }
      }
      case String type -> throw event.refuse("the local runner knows no event of the type " + type);
    }
  }

  private static Duration rate(TemplateNode schedule) {
    Matcher matcher = RATE.matcher(schedule.text());
    if (!matcher.matches()) {
      throw schedule.refuse("only rate(n minutes|hours|days) is known here");
    }
    int count = Intrinsics.number(matcher.group(1), schedule.place());
    return switch (matcher.group(2)) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private DeployedTable table(String id, TemplateNode properties) {
    if (properties.get("LocalSecondaryIndexes") != null) {
      throw properties.refuse("LocalSecondaryIndexes are not known here");
    }
    TemplateNode timeToLive = properties.get("TimeToLiveSpecification");
    return new DeployedTable(
        id,
        intrinsics.physicalName(id, properties.place()),
        intrinsics.arn(id, properties.place()),
        properties.items("AttributeDefinitions").stream()
            .map(node ->
                new DeployedTable.Attribute(
                    node.need("AttributeName").text(), node.need("AttributeType").text()))
            .toList(),
        keys(properties),
        properties.items("GlobalSecondaryIndexes").stream().map(TemplateReader::index).toList(),
        timeToLive == null || !timeToLive.isTrue("Enabled")
            ? null
            : timeToLive.need("AttributeName").text());
  }

  private static DeployedTable.Index index(TemplateNode index) {
    TemplateNode projection = index.need("Projection");
    return new DeployedTable.Index(
        index.need("IndexName").text(),
        keys(index),
        projection.need("ProjectionType").text(),
        projection.items("NonKeyAttributes").stream().map(TemplateNode::text).toList());
  }

  private static List<DeployedTable.Key> keys(TemplateNode node) {
    node.need("KeySchema");
    return node.items("KeySchema").stream()
        .map(key ->
            new DeployedTable.Key(key.need("AttributeName").text(), key.need("KeyType").text()))
        .toList();
  }

  private DeployedApi api(TemplateNode resource) {
    String id = resource.place().substring("Resources.".length());
    TemplateNode properties = resource.need("Properties");
    TemplateNode definition = properties.get("DefinitionBody");
    if (definition != null && !properties.isTrue("MergeDefinitions") && !routes.isEmpty()) {
      throw properties.refuse(
          "without MergeDefinitions: true, a DefinitionBody drops the routes in Events");
    }
    List<DeployedApi.Mock> mocks = new ArrayList<>();
    if (definition != null) {
      definition
          .members("paths")
          .forEach((path, methods) ->
              methods
                  .members()
                  .forEach((method, operation) -> mocks.add(mock(path, method, operation))));
    }
    Map<String, CannedResponse> gatewayResponses = new LinkedHashMap<>();
    properties
        .members("GatewayResponses")
        .forEach((type, response) -> gatewayResponses.put(type, gatewayResponse(response)));
    return new DeployedApi(
        id,
        Intrinsics.text(intrinsics.ref(id, resource.place()), resource.place()),
        properties.need("StageName").text(),
        routes,
        mocks,
        gatewayResponses);
  }

  private static CannedResponse gatewayResponse(TemplateNode response) {
    TemplateNode parameters = response.get("ResponseParameters");
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    if (parameters != null) {
      parameters.members("Headers").forEach((name, value) -> headers.put(name, headerValue(value)));
    }
    TemplateNode status = response.get("StatusCode");
    return new CannedResponse(
        status == null ? OptionalInt.empty() : OptionalInt.of(status.number()),
        headers,
        jsonTemplate(response));
  }

  private static DeployedApi.Mock mock(String path, String method, TemplateNode operation) {
    TemplateNode integration = operation.need(INTEGRATION);
    if (!integration.need("type").text().equalsIgnoreCase("mock")) {
      throw integration.refuse("only integrations of the type mock are known here");
    }
    TemplateNode response = integration.need("responses").need("default");
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    response
        .members("responseParameters")
        .forEach((name, value) -> {
          if (!name.startsWith(RESPONSE_HEADER)) {
            throw value.refuse("only response headers are known here");
          }
          headers.put(name.substring(RESPONSE_HEADER.length()), headerValue(value));
        });
    CannedResponse canned =
        new CannedResponse(
            OptionalInt.of(response.need("statusCode").number()), headers, jsonTemplate(response));
    boolean any = method.equals(ANY_METHOD);
    return new DeployedApi.Mock(
        any ? DeployedApi.ANY : method.toUpperCase(Locale.ROOT), path, canned);
  }

  /// The `application/json` template, which must be constant text: no velocity runs here.
  private static String jsonTemplate(TemplateNode response) {
    Map<String, TemplateNode> templates =
        new LinkedHashMap<>(response.members("ResponseTemplates"));
    templates.putAll(response.members("responseTemplates"));
    TemplateNode json = templates.get("application/json");
    if (json == null) {
      return "";
    }
    if (json.text().contains("$") || json.text().contains("#set")) {
      throw json.refuse("only constant text is known here");
    }
    return json.text();
  }

  private static HeaderValue headerValue(TemplateNode value) {
    String text = value.text();
    if (text.equals("context.requestId")) {
      return new HeaderValue.RequestId();
    }
    if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
      return new HeaderValue.Constant(text.substring(1, text.length() - 1));
    }
    throw value.refuse("only 'text' and context.requestId are known here");
  }

  /// SAM's merge of Globals: maps field by field, anything else as the resource itself says. (It
  /// would also append lists, but no list of a function is read here.)
  private static Object merge(Object global, Object own) {
    if (!(global instanceof Map<?, ?> base)
        || !(own instanceof Map<?, ?> over)
        || Intrinsics.functionIn(base, "Globals") != null
        || Intrinsics.functionIn(over, "Properties") != null) {
      return own;
    }
    Map<Object, Object> merged = new LinkedHashMap<>(base);
    over.forEach((key, value) -> {
      Object inherited = base.get(key);
      merged.put(key, inherited == null ? value : merge(inherited, value));
    });
    return merged;
  }
}
