package dev.intermission.functions;

import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.access.jwt.PrimingIssuer;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.http.RequestKey;
import dev.intermission.functions.json.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

  /// Loads the rules of time zones, too.
  private static final String UNTIL_A_LOCAL_TIME =
      "\"{\\\"paused_until\\\":\\\"2026-12-31T23:00\\\",\\\"time_zone\\\":\\\"Europe/Berlin\\\"}\"";

  private static final String NEWEST_SHAPE = Shape.TEXTS_WITH_LANGUAGE.since();

  private PrimingRequests() {}

  /// The payload of the plainest request for an operation.
  static String first(Operation operation) {
    return of(operation, List.of(NOBODYS_KEY.reveal())).getFirst();
  }

  /// The payloads for an operation, one for each token, and one in the newest shape. If the
  /// operation changes a record, there is one more with an `Idempotency-Key`.
  ///
  /// @param tokens good ones, in the wiring that serves them
  static List<String> of(Operation operation, List<String> tokens) {
    List<String> payloads = new ArrayList<>();
    for (String token : tokens) {
      payloads.add(payload(operation, token, UNTIL, "", ""));
    }
    payloads.add(
        payload(
            operation, tokens.getFirst(), UNTIL_A_LOCAL_TIME, ApiVersions.HEADER, NEWEST_SHAPE));
    if (changes(operation)) {
      payloads.add(payload(operation, tokens.getFirst(), UNTIL, RequestKey.HEADER, "priming"));
    }
    return payloads;
  }

  static boolean changes(Operation operation) {
    return operation.scopes().contains(Scope.AD_CAMPAIGN_UPDATE);
  }

  /// @param until the body of a timed pause
  /// @param header one more; none if its name is empty
  private static String payload(
      Operation operation, String token, String until, String header, String value) {
    String more = header.isEmpty() ? "" : ",\"%s\":\"%s\"".formatted(header, value);
    String moreValues = header.isEmpty() ? "" : ",\"%s\":[\"%s\"]".formatted(header, value);
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
            more,
            moreValues,
            path,
            operation == Operation.PAUSE_AD_CAMPAIGN ? until : "null");
  }
}
