package dev.intermission.emulator.http;

import dev.intermission.emulator.template.DeployedApi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the target of a request, as API Gateway does. First it looks for the resource, then for
/// its method. Of several resources that fit, the one with a fixed segment where the others have a
/// parameter wins, and `{name+}`, which takes all the rest, comes last. Immutable.
final class RouteTable {

  private static final int FIXED = 0;
  private static final int PARAMETER = 1;
  private static final int REST = 2;

  /// The target of a route.
  sealed interface Target {
    /// A function.
    ///
    /// @param function its logical id
    record Function(String function) implements Target {}

    /// The gateway itself.
    ///
    /// @param response always the same
    record Canned(DeployedApi.CannedResponse response) implements Target {}
  }

  /// A resource that fits a path.
  ///
  /// @param path as the template writes it
  /// @param parameters by name
  /// @param target null if the resource has no such method
  record Match(String path, Map<String, String> parameters, @Nullable Target target) {}

  private record Resource(String path, List<String> segments, Map<String, Target> methods) {}

  private static final Comparator<Resource> MOST_FIXED_FIRST =
      Comparator.comparing(
          resource -> resource.segments().stream().map(RouteTable::rank).toList(),
          (left, right) -> {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
              int order = left.get(i).compareTo(right.get(i));
              if (order != 0) {
                return order;
              }
            }
            return Integer.compare(right.size(), left.size());
          });

  private final List<Resource> resources;

  RouteTable(DeployedApi api) {
    Map<String, Resource> byPath = new LinkedHashMap<>();
    for (DeployedApi.Route route : api.routes()) {
      methods(byPath, route.path()).put(route.method(), new Target.Function(route.function()));
    }
    for (DeployedApi.Mock mock : api.mocks()) {
      methods(byPath, mock.path()).putIfAbsent(mock.method(), new Target.Canned(mock.response()));
    }
    this.resources = byPath.values().stream().sorted(MOST_FIXED_FIRST).toList();
  }

  /// @param segments of the path behind the stage, decoded
  @Nullable Match find(String method, List<String> segments) {
    for (Resource resource : resources) {
      Map<String, String> parameters = fit(resource.segments(), segments);
      if (parameters != null) {
        Target own = resource.methods().get(method);
        return new Match(
            resource.path(),
            parameters,
            own == null ? resource.methods().get(DeployedApi.ANY) : own);
      }
    }
    return null;
  }

  /// The segments of a path, of which the first character is a slash.
  static List<String> segments(String path) {
    return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private static @Nullable Map<String, String> fit(List<String> pattern, List<String> segments) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      int rank = rank(pattern.get(i));
      if (i >= segments.size() || (rank == FIXED && !pattern.get(i).equals(segments.get(i)))) {
        return null;
      }
      String name = pattern.get(i).replaceAll("[{}+]", "");
      if (rank == REST) {
        parameters.put(name, String.join("/", segments.subList(i, segments.size())));
        return parameters;
      }
      if (rank == PARAMETER) {
        if (segments.get(i).isEmpty()) {
          return null;
        }
        parameters.put(name, segments.get(i));
      }
    }
    return pattern.size() == segments.size() ? parameters : null;
  }

  private static int rank(String segment) {
    if (!segment.startsWith("{")) {
      return FIXED;
    }
    return segment.endsWith("+}") ? REST : PARAMETER;
  }

  private static Map<String, Target> methods(Map<String, Resource> byPath, String path) {
    List<String> segments = new ArrayList<>(segments(path));
    return byPath
        .computeIfAbsent(path, same -> new Resource(same, segments, new HashMap<>()))
        .methods();
  }
}
