package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimeApiTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final RuntimeApi api;

  RuntimeApiTest() throws IOException {
    api = RuntimeApi.start();
  }

  @AfterEach
  void end() {
    api.close();
    http.close();
  }

  @Test
  void an_event_goes_to_the_process_that_waits_and_its_response_comes_back() throws Exception {
    CompletableFuture<HttpResponse<String>> next = get("invocation/next");
    api.invoke(taken(RuntimeApi.Kind.NEXT), "{\"event\":1}", SOON);
    HttpResponse<String> event = next.get();
    assertThat(event.body()).isEqualTo("{\"event\":1}");
    String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();

    assertThat(post("invocation/" + id + "/response", "done")).isEqualTo(202);
    assertThat(taken(RuntimeApi.Kind.RESPONSE).body()).isEqualTo("done");
  }

  @Test
  void a_process_waits_for_its_restore() throws Exception {
    CompletableFuture<HttpResponse<String>> restored = get("restore/next");
    RuntimeApi.Request request = taken(RuntimeApi.Kind.RESTORE_NEXT);
    assertThat(restored).isNotDone();
    api.restore(request);
    assertThat(restored.get().statusCode()).isEqualTo(200);
  }

  @Test
  void errors_are_told_from_responses() throws Exception {
    assertThat(post("init/error", "a")).isEqualTo(202);
    assertThat(taken(RuntimeApi.Kind.INIT_ERROR).body()).isEqualTo("a");
    assertThat(post("restore/error", "b")).isEqualTo(202);
    assertThat(taken(RuntimeApi.Kind.RESTORE_ERROR).body()).isEqualTo("b");
    assertThat(post("invocation/1/error", "c")).isEqualTo(202);
    assertThat(taken(RuntimeApi.Kind.ERROR).body()).isEqualTo("c");
  }

  @Test
  void an_unknown_path_is_answered_404() throws Exception {
    assertThat(post("invocation/1/other", "")).isEqualTo(404);
    assertThat(api.poll(Duration.ZERO)).isNull();
  }

  private RuntimeApi.Request taken(RuntimeApi.Kind kind) throws InterruptedException {
    RuntimeApi.Request request = api.poll(SOON);
    assertThat(request).isNotNull();
    assertThat(Objects.requireNonNull(request).kind()).isEqualTo(kind);
    return request;
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return http.sendAsync(
        HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private int post(String path, String body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(url(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private URI url(String path) {
    return URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path);
  }
}
