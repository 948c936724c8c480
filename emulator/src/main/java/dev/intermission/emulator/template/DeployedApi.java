package dev.intermission.emulator.template;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The REST API as API Gateway would hold it. It says which function serves which route, and which
/// responses the gateway gives by itself. Immutable.
///
/// @param logicalId its name in the template
/// @param id what stands for the API's id in its address and its events
/// @param stage the first segment of every path
/// @param routes to functions
/// @param mocks served without a function
/// @param gatewayResponses by API Gateway's name of the response type, `INTEGRATION_FAILURE`
public record DeployedApi(
    String logicalId,
    String id,
    String stage,
    List<Route> routes,
    List<Mock> mocks,
    Map<String, CannedResponse> gatewayResponses) {

  /// The method of a route that takes any.
  public static final String ANY = "ANY";

  /// A route with Lambda proxy integration.
  ///
  /// @param method in capitals, or [#ANY]
  /// @param path without the stage, parameters in braces
  /// @param function the logical id
  public record Route(String method, String path, String function) {}

  /// A route that the gateway serves by itself.
  ///
  /// @param method in capitals, or [#ANY]
  /// @param path without the stage, parameters in braces
  /// @param response always the same, but for the request id
  public record Mock(String method, String path, CannedResponse response) {}

  /// A response that is written in the template.
  ///
  /// @param status empty: the one that API Gateway itself would give
  /// @param headers beside the ones that every response has
  /// @param body JSON; may be empty
  public record CannedResponse(OptionalInt status, Map<String, HeaderValue> headers, String body) {

    public CannedResponse {
      headers = Map.copyOf(headers);
    }
  }

  /// The header values that the template uses: two kinds of many.
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
