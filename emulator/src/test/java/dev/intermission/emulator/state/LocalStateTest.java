package dev.intermission.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class LocalStateTest {
  @Test
  void what_is_put_is_there_until_it_is_deleted() {
    try (var server = DynamoDbLocalServer.inMemory(0);
        var state = LocalState.open(server.endpoint())) {
      state.put("kind/a", "{\"n\":1}");
      state.put("kind/a", "{\"n\":2}");

      assertThat(state.get("kind/a")).contains("{\"n\":2}");

      state.delete("kind/a");
      state.delete("kind/a");
      assertThat(state.get("kind/a")).isEmpty();
    }
  }

  @Test
  void a_list_has_every_key_of_its_prefix_and_no_other_over_many_pages() {
    String big = "\"" + "x".repeat(299_998) + "\"";
    try (var server = DynamoDbLocalServer.inMemory(0);
        var state = LocalState.open(server.endpoint())) {
      state.put("other/1", "1");
      for (int i = 0; i < 9; i++) {
        state.put("kind/" + i, big);
      }

      assertThat(state.list("kind/").keySet())
          .containsExactly(
              "kind/0", "kind/1", "kind/2", "kind/3", "kind/4", "kind/5", "kind/6", "kind/7",
              "kind/8");
    }
  }

  @Test
  void a_text_that_is_too_large_for_an_item_is_refused() {
    try (var server = DynamoDbLocalServer.inMemory(0);
        var state = LocalState.open(server.endpoint())) {
      String largest = "\"" + "€".repeat(99_999) + "x\"";
      state.put("kind/a", largest);
      assertThat(state.get("kind/a")).contains(largest);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> state.put("kind/a", largest + " "))
          .withMessage("kind/a is larger than 300000 bytes");
      assertThat(state.get("kind/a")).contains(largest);
    }
  }

  @Test
  void a_data_directory_survives_a_restart(@TempDir Path data) {
    try (var server = DynamoDbLocalServer.onDisk(data, 0);
        var state = LocalState.open(server.endpoint())) {
      state.put("kind/a", "\"kept\"");
    }

    try (var server = DynamoDbLocalServer.onDisk(data, 0);
        var state = LocalState.open(server.endpoint())) {
      assertThat(state.get("kind/a")).contains("\"kept\"");
    }
  }

  @Test
  void an_acknowledged_write_survives_a_kill(@TempDir Path data) throws Exception {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int acknowledged;
    try (BufferedReader responses = writer.inputReader()) {
      String line = responses.readLine();
      acknowledged = Integer.parseInt(line);
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    try (var server = DynamoDbLocalServer.onDisk(data, 0);
        var state = LocalState.open(server.endpoint())) {
      assertThat(acknowledged).isPositive();
      assertThat(state.list("write/")).hasSizeGreaterThanOrEqualTo(acknowledged);
    }
  }

  /// SQLite has a journal beside its file while a transaction is open. DynamoDB Local by itself
  /// acknowledges before it commits, most times.
  @Test
  void an_acknowledged_transaction_is_committed(@TempDir Path data) {
    try (var server = DynamoDbLocalServer.onDisk(data, 0);
        var client = DynamoDbLocalServer.client(server.endpoint())) {
      client.createTable(
          CreateTableRequest.builder()
              .tableName("transactions")
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(
                  AttributeDefinition.builder()
                      .attributeName("id")
                      .attributeType(ScalarAttributeType.S)
                      .build())
              .keySchema(
                  KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
              .build());
      for (int i = 0; i < 100; i++) {
        Put put =
            Put.builder()
                .tableName("transactions")
                .item(Map.of("id", AttributeValue.fromS("write" + i)))
                .build();
        client.transactWriteItems(
            TransactWriteItemsRequest.builder()
                .transactItems(TransactWriteItem.builder().put(put).build())
                .build());

        assertThat(data.resolve("shared-local-instance.db")).exists();
        assertThat(data.resolve("shared-local-instance.db-journal")).doesNotExist();
      }
    }
  }

  @Test
  void one_data_directory_serves_one_server_at_a_time(@TempDir Path data) {
    try (var _ = DynamoDbLocalServer.onDisk(data, 0)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> DynamoDbLocalServer.onDisk(data, 0).close())
          .withMessageContaining("Another process uses the data");
    }
  }

  @Test
  void only_this_machine_reaches_it() throws Exception {
    try (var server = DynamoDbLocalServer.inMemory(0)) {
      assertThat(reachable(InetAddress.ofLiteral("127.0.0.1"), server.port())).isTrue();
      for (NetworkInterface network :
          NetworkInterface.networkInterfaces().filter(LocalStateTest::leavesTheMachine).toList()) {
        for (InetAddress address : network.inetAddresses().toList()) {
          assertThat(reachable(address, server.port())).as(address.toString()).isFalse();
        }
      }
    }
  }

  private static boolean leavesTheMachine(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (java.net.SocketException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean reachable(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
      return true;
    } catch (java.io.IOException _) {
      return false;
    }
  }
}
