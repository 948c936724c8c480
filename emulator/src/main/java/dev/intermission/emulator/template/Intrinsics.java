package dev.intermission.emulator.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// CloudFormation's functions, evaluated over a template that is plain maps, lists and strings. A
/// value is one of those three; null stands for `AWS::NoValue`.
final class Intrinsics {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final String PARTITION = "aws";
  private static final String URL_SUFFIX = "amazonaws.com";

  /// By resource type: the property that names a resource. Without it the stack makes a name.
  private static final Map<String, String> NAME_PROPERTIES =
      Map.of(
          ResourceTypes.FUNCTION, "FunctionName",
          ResourceTypes.TABLE, "TableName",
          ResourceTypes.QUEUE, "QueueName",
          ResourceTypes.SCHEDULE_GROUP, "Name",
          ResourceTypes.ROLE, "RoleName",
          ResourceTypes.MANAGED_POLICY, "ManagedPolicyName",
          ResourceTypes.LOG_GROUP, "LogGroupName");

  private final Map<?, ?> resources;
  private final Map<?, ?> conditions;
  private final Map<String, Object> parameters;
  private final StackSettings stack;

  Intrinsics(Map<?, ?> template, Map<String, String> given, StackSettings stack) {
    this.resources = section(template, "Resources");
    this.conditions = section(template, "Conditions");
    this.stack = stack;
    this.parameters = parameters(section(template, "Parameters"), given);
  }

  /// The value at `place`, with all functions in it evaluated.
  @Nullable Object evaluate(@Nullable Object node, String place) {
    return switch (node) {
      case null -> null;
      case Map<?, ?> map -> {
        String function = functionIn(map, place);
        yield function == null ? members(map, place) : call(function, map.get(function), place);
      }
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          Object item = evaluate(list.get(i), place + "[" + i + "]");
          if (item != null) {
            items.add(item);
          }
        }
        yield items;
      }
      default -> node.toString();
    };
  }

  /// The function that a map calls; null if it is a plain map.
  static @Nullable String functionIn(Map<?, ?> map, String place) {
    for (Object key : map.keySet()) {
      if (key instanceof String name && (name.equals("Ref") || name.startsWith("Fn::"))) {
        if (map.size() > 1) {
          throw new TemplateException(place, name + " stands beside other keys");
        }
        return name;
      }
    }
    return null;
  }

  /// Whether a condition of the template holds.
  boolean holds(String condition, String place) {
    Object definition = conditions.get(condition);
    if (definition == null) {
      throw new TemplateException(place, "there is no condition " + condition);
    }
    return truth(definition, "Conditions." + condition);
  }

  /// The physical name of a resource: its own, or the stack's with its logical id.
  String physicalName(String logicalId, String place) {
    Map<?, ?> resource = resource(logicalId, place);
    String property = NAME_PROPERTIES.get(String.valueOf(resource.get("Type")));
    if (property != null && resource.get("Properties") instanceof Map<?, ?> properties) {
      Object name =
          evaluate(properties.get(property), "Resources." + logicalId + ".Properties." + property);
      if (name != null) {
        return text(name, place);
      }
    }
    return stack.stackName() + "-" + logicalId;
  }

  /// The ARN of a resource of the template.
  String arn(String logicalId, String place) {
    String name = physicalName(logicalId, place);
    return switch (type(logicalId, place)) {
      case ResourceTypes.FUNCTION -> arn("lambda", stack.region(), "function:" + name);
      case ResourceTypes.TABLE -> arn("dynamodb", stack.region(), "table/" + name);
      case ResourceTypes.QUEUE -> arn("sqs", stack.region(), name);
      case ResourceTypes.SCHEDULE_GROUP ->
          arn("scheduler", stack.region(), "schedule-group/" + name);
      case ResourceTypes.ROLE -> arn("iam", "", "role/" + name);
      case ResourceTypes.TOPIC -> arn("sns", stack.region(), name);
      case ResourceTypes.LOG_GROUP -> arn("logs", stack.region(), "log-group:" + name + ":*");
      case String type ->
          throw new TemplateException(place, "the ARN of a %s is not known here".formatted(type));
    };
  }

  /// The value of a `Ref` to a resource, a parameter or a pseudo parameter.
  @Nullable Object ref(String name, String place) {
    if (name.startsWith("AWS::")) {
      return pseudo(name, place);
    }
    if (parameters.containsKey(name)) {
      return parameters.get(name);
    }
    if (name.endsWith(".Alias")) {
      String logicalId = name.substring(0, name.length() - ".Alias".length());
      return arn(logicalId, place) + ":" + alias(logicalId, place);
    }
    return switch (type(name, place)) {
      case ResourceTypes.FUNCTION,
          ResourceTypes.TABLE,
          ResourceTypes.SCHEDULE_GROUP,
          ResourceTypes.ROLE,
          ResourceTypes.LOG_GROUP ->
          physicalName(name, place);
      case ResourceTypes.QUEUE ->
          "https://sqs.%s.%s/%s/%s"
              .formatted(stack.region(), URL_SUFFIX, stack.accountId(), physicalName(name, place));
      case ResourceTypes.MANAGED_POLICY -> arn("iam", "", "policy/" + physicalName(name, place));
      case ResourceTypes.TOPIC -> arn(name, place);
      case ResourceTypes.API -> "local";
      case String type ->
          throw new TemplateException(
              place, "what a Ref to %s, a %s, gives is not known here".formatted(name, type));
    };
  }

  private @Nullable Object call(String function, @Nullable Object argument, String place) {
    String here = place + "." + function;
    return switch (function) {
      case "Ref" -> ref(text(argument, here), here);
      case "Fn::GetAtt" -> getAtt(argument, here);
      case "Fn::Sub" -> sub(argument, here);
      case "Fn::If" -> {
        List<?> branches = list(argument, 3, here);
        boolean first = holds(text(branches.get(0), here), here);
        yield evaluate(branches.get(first ? 1 : 2), here);
      }
      default -> throw new TemplateException(place, function + " is not known here");
    };
  }

  private Map<String, Object> members(Map<?, ?> map, String place) {
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      Object evaluated = evaluate(value, place + "." + key);
      if (evaluated != null) {
        members.put(String.valueOf(key), evaluated);
      }
    });
    return members;
  }

  private String getAtt(@Nullable Object argument, String place) {
    Object parts = argument instanceof String text ? List.of(text.split("\\.", 2)) : argument;
    List<?> pair = list(parts, 2, place);
    String logicalId = text(pair.get(0), place);
    String attribute = text(evaluate(pair.get(1), place), place);
    return switch (attribute) {
      case "Arn" -> arn(logicalId, place);
      case "QueueName" -> physicalName(logicalId, place);
      default ->
          throw new TemplateException(
              place, "the attribute %s of %s is not known here".formatted(attribute, logicalId));
    };
  }

  private String sub(@Nullable Object argument, String place) {
    Map<?, ?> own = Map.of();
    Object template = argument;
    if (argument instanceof List<?> pair) {
      template = list(pair, 2, place).get(0);
      own = pair.get(1) instanceof Map<?, ?> map ? map : Map.of();
    }
    Map<?, ?> variables = own;
    Matcher matcher = PLACEHOLDER.matcher(text(template, place));
    return matcher.replaceAll(match ->
        Matcher.quoteReplacement(placeholder(match.group(1), match.group(2), variables, place)));
  }

  private String placeholder(String literal, String name, Map<?, ?> variables, String place) {
    if (!literal.isEmpty()) {
      return "${" + name + "}";
    }
    if (variables.containsKey(name)) {
      return text(evaluate(variables.get(name), place), place);
    }
    boolean attribute = name.contains(".") && !name.endsWith(".Alias");
    return text(attribute ? getAtt(name, place) : ref(name, place), place);
  }

  private boolean truth(@Nullable Object node, String place) {
    if (!(node instanceof Map<?, ?> map) || map.size() != 1) {
      throw new TemplateException(place, "not a condition");
    }
    String function = String.valueOf(map.keySet().iterator().next());
    Object argument = map.get(function);
    Predicate<@Nullable Object> each = item -> truth(item, place + "." + function);
    return switch (function) {
      case "Condition" -> holds(text(argument, place), place);
      case "Fn::Not" -> !each.test(list(argument, 1, place).get(0));
      case "Fn::And" -> list(argument, -1, place).stream().allMatch(each);
      case "Fn::Or" -> list(argument, -1, place).stream().anyMatch(each);
      case "Fn::Equals" -> {
        List<?> pair = list(argument, 2, place);
        yield String.valueOf(evaluate(pair.get(0), place))
            .equals(String.valueOf(evaluate(pair.get(1), place)));
      }
      default -> throw new TemplateException(place, function + " is not known here");
    };
  }

  private @Nullable Object pseudo(String name, String place) {
    return switch (name) {
      case "AWS::Region" -> stack.region();
      case "AWS::AccountId" -> stack.accountId();
      case "AWS::StackName" -> stack.stackName();
      case "AWS::StackId" -> arn("cloudformation", stack.region(), "stack/" + stack.stackName());
      case "AWS::Partition" -> PARTITION;
      case "AWS::URLSuffix" -> URL_SUFFIX;
      case "AWS::NoValue" -> null;
      default -> throw new TemplateException(place, name + " is not known here");
    };
  }

  private String alias(String logicalId, String place) {
    Object alias =
        resource(logicalId, place).get("Properties") instanceof Map<?, ?> properties
            ? properties.get("AutoPublishAlias")
            : null;
    if (alias == null) {
      throw new TemplateException(place, logicalId + " has no AutoPublishAlias");
    }
    return text(evaluate(alias, place), place);
  }

  private String arn(String service, String region, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(PARTITION, service, region, stack.accountId(), resource);
  }

  private String type(String logicalId, String place) {
    return String.valueOf(resource(logicalId, place).get("Type"));
  }

  private Map<?, ?> resource(String logicalId, String place) {
    if (!(resources.get(logicalId) instanceof Map<?, ?> resource)) {
      throw new TemplateException(place, "the template declares no " + logicalId);
    }
    return resource;
  }

  private static Map<String, Object> parameters(Map<?, ?> declared, Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!declared.containsKey(name)) {
        throw new TemplateException("Parameters." + name, "the template has no such parameter");
      }
    }
    Map<String, Object> values = new HashMap<>();
    declared.forEach((key, declaration) -> {
      String place = "Parameters." + key;
      if (!(declaration instanceof Map<?, ?> parameter)) {
        throw new TemplateException(place, "not a parameter");
      }
      Object fallback = parameter.get("Default");
      String value =
          given.getOrDefault(String.valueOf(key), fallback == null ? null : text(fallback, place));
      if (value == null) {
        throw new TemplateException(place, "has neither a value nor a default");
      }
      if (parameter.get("AllowedValues") instanceof List<?> allowed && !allowed.contains(value)) {
        throw new TemplateException(place, "must be one of " + allowed);
      }
      if (parameter.get("AllowedPattern") instanceof String pattern && !value.matches(pattern)) {
        throw new TemplateException(place, "must match " + pattern);
      }
      values.put(
          String.valueOf(key),
          switch (String.valueOf(parameter.get("Type"))) {
            case "String", "Number" -> value;
            case String type ->
                throw new TemplateException(place, "the type %s is not known here".formatted(type));
          });
    });
    return values;
  }

  private static Map<?, ?> section(Map<?, ?> template, String name) {
    return template.get(name) instanceof Map<?, ?> section ? section : Map.of();
  }

  private static List<?> list(@Nullable Object value, int size, String place) {
    if (!(value instanceof List<?> list) || (size >= 0 && list.size() != size)) {
      throw new TemplateException(
          place, size < 0 ? "not a list" : "not a list of " + size + " items");
    }
    return list;
  }

  static String text(@Nullable Object value, String place) {
    if (!(value instanceof String text)) {
      throw new TemplateException(place, value == null ? "has no value" : "not a text");
    }
    return text;
  }

  static int number(String text, String place) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TemplateException(place, "not a whole number: " + text);
    }
  }
}
