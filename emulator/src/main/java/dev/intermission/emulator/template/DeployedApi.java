package dev.intermission.emulator.template;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The REST API as API Gateway would hold it: which function answers which route, and what the
/// gateway answers by itself. Immutable.
///
/// @param logicalId its name in the template
/// @param id what stands for the API's id in its address and its events
/// @param stage the first segment of every path
/// @param routes to functions
/// @param mocks answered without a function
/// @param gatewayResponses by API Gateway's name of the response type, `INTEGRATION_FAILURE`
public record DeployedApi(
    String logicalId,
    String id,
    String stage,
    List<Route> routes,
    List<Mock> mocks,
    Map<String, CannedAnswer> gatewayResponses) {

  /// What a route's method is when it takes any.
  public static final String ANY = "ANY";

  /// A route with Lambda proxy integration.
  ///
  /// @param method in capitals, or [#ANY]
  /// @param path without the stage, parameters in braces
  /// @param function the logical id
  public record Route(String method, String path, String function) {}

  /// A route that the gateway answers by itself.
  ///
  /// @param method in capitals, or [#ANY]
  /// @param path without the stage, parameters in braces
  /// @param answer always the same, but for the request id
  public record Mock(String method, String path, CannedAnswer answer) {}

  /// An answer that is written in the template.
  ///
  /// @param status empty: the one that API Gateway itself would give
  /// @param headers beside the ones that every answer has
  /// @param body JSON; may be empty
  public record CannedAnswer(OptionalInt status, Map<String, HeaderValue> headers, String body) {

    public CannedAnswer {
      headers = Map.copyOf(headers);
    }
  }

  /// The two kinds of header value that the template uses, of the many that API Gateway knows.
  public sealed interface HeaderValue {

    /// `'text'`
    record Constant(String text) implements HeaderValue {}

    /// `context.requestId`
    record RequestId() implements HeaderValue {}
  }

  public DeployedApi {
    routes = List.copyOf(routes);
    mocks = List.copyOf(mocks);
    gatewayResponses = Map.copyOf(gatewayResponses);
  }
}
