package dev.intermission.functions;

import java.net.URI;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/// The suite in LocalStack, started by Testcontainers; skipped where no Docker is. 4.14.0 is the
/// last tag that runs without a token: another one is `LOCALSTACK_TAG`, with
/// `LOCALSTACK_AUTH_TOKEN`.
@Testcontainers(disabledWithoutDocker = true)
class LocalStackTest extends AwsSuite {
  @Container static final LocalStackContainer LOCALSTACK = localStack();

  private static LocalStackContainer localStack() {
    LocalStackContainer container =
        new LocalStackContainer(
                DockerImageName.parse("localstack/localstack")
                    .withTag(System.getenv().getOrDefault("LOCALSTACK_TAG", "4.14.0")))
            .withServices("dynamodb", "scheduler");
    String token = System.getenv("LOCALSTACK_AUTH_TOKEN");
    return token == null ? container : container.withEnv("LOCALSTACK_AUTH_TOKEN", token);
  }

  @Override
  URI dynamoDb() {
    return LOCALSTACK.getEndpoint();
  }

  @Override
  URI schedulerEndpoint() {
    return LOCALSTACK.getEndpoint();
  }
}
