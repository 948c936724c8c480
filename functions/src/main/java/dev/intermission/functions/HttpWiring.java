package dev.intermission.functions;

import dev.intermission.access.Scope;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.functions.dynamodb.DynamoDbCredentialStore;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.metrics.EmfMetrics;
import dev.intermission.port.Metrics;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What every function behind the API is made of.
///
/// @param repeatable DynamoDB for what may be repeated
record HttpWiring(
    Settings settings,
    Clients clients,
    DynamoDbClient repeatable,
    Metrics metrics,
    InstantSource clock) {

  static HttpWiring of(Settings settings, InstantSource clock) {
    Clients clients = new Clients(settings);
    return new HttpWiring(
        settings,
        clients,
        clients.repeatable(),
        new EmfMetrics(settings.metricsNamespace(), clock, System.out),
        clock);
  }

  ApiEndpoint endpoint(String operationId, Scope... scopes) {
    return new ApiEndpoint(
        operationId,
        List.of(scopes),
        new CredentialCheck(new DynamoDbCredentialStore(repeatable, settings.credentialsTable())),
        new ApiVersions(settings.extraApiVersions()),
        clock,
        metrics);
  }
}
