package dev.intermission.functions;

import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.access.jwt.PrimingIssuer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The requests that a stand-in of a handler serves before the first invocation.
final class PrimingRequests {
  /// An API key in form, and nobody's.
  static final Secret NOBODYS_KEY = Secret.of(SecretKind.ACCOUNT_API_KEY, new byte[32]);

  /// The time of each of them.
  static final Instant NOW = PrimingIssuer.NOW;

  /// A schedule's input, for a pause that is due by then.
  static final String RESUME =
      """
      {"v":1,"id":"adcamp_demoPaused1","pause_id":"0b5e4a52-7c1e-4b0a-9d53-6f0a8c2f1e77",
       "paused_until":1795168800}
      """;

  /// An operator's request.
  static final String ADMINISTER =
      """
      {"action":"list_credentials","account_id":"biz_demo"}
      """;

  /// The event of a rule. The sweep does not read it.
  static final String SWEEP = "{}";

  private static final String UNTIL =
      "\"{\\\"paused_until\\\":\\\"2026-12-31T23:00:00.000+01:00\\\"}\"";

  private PrimingRequests() {}

  /// The payload of the plainest request for an operation.
  static String first(Operation operation) {
    return of(operation, List.of(NOBODYS_KEY.reveal())).getFirst();
  }

  /// The payloads for an operation, one for each token. If the operation changes a record, there is
  /// one more with an `Idempotency-Key`.
  ///
  /// @param tokens good ones, in the wiring that serves them
  static List<String> of(Operation operation, List<String> tokens) {
    Stream<String> plain = tokens.stream().map(token -> payload(operation, token, "", ""));
    return changes(operation)
        ? Stream.concat(
                plain,
                Stream.of(
                    payload(
                        operation,
                        tokens.getFirst(),
                        ",\"Idempotency-Key\":\"priming\"",
                        ",\"Idempotency-Key\":[\"priming\"]")))
            .toList()
        : plain.toList();
  }

  static boolean changes(Operation operation) {
    return operation.scopes().contains(Scope.AD_CAMPAIGN_UPDATE);
  }

  private static String payload(
      Operation operation, String token, String header, String multiValueHeader) {
    String id =
        switch (operation.kind()) {
          case AD -> "ad_demoActive1";
          case AD_CAMPAIGN -> "adcamp_demoPaused1";
        };
    String path =
        switch (operation.form()) {
          case ONE -> "{\"id\":\"" + id + "\"}";
          case PAGE -> "null";
        };
    return """
    {"resource":"/","path":"/","httpMethod":"%1$s",
     "headers":{"Accept":"application/json","Authorization":"Bearer %2$s"%3$s},
     "multiValueHeaders":{"Accept":["application/json"],"Authorization":["Bearer %2$s"]%4$s},
     "queryStringParameters":null,"multiValueQueryStringParameters":null,
     "pathParameters":%5$s,"stageVariables":null,
     "requestContext":{"httpMethod":"%1$s","requestId":"priming"},
     "body":%6$s,"isBase64Encoded":false}
    """
        .formatted(
            changes(operation) ? "POST" : "GET",
            token,
            header,
            multiValueHeader,
            path,
            operation == Operation.PAUSE_AD_CAMPAIGN ? UNTIL : "null");
  }
}
