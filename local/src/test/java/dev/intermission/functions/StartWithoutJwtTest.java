package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The JWT library loads only for requests with a JWT. Stands in this module because it needs the
/// deployment package, which is made after the tests of functions.
class StartWithoutJwtTest {
  private static final Path PACKAGE = TestStack.PROJECT.resolve("functions/target/lambda/lib");

  /// Runs a package without the library: loading any of its classes would fail.
  @Test
  void a_function_starts_and_answers_a_key_without_a_class_of_the_jwts_library() throws Exception {
    TestStack stack = new TestStack();
    stack.putAd("ad_demoActive1", Map.of());
    String key = stack.issueKey("start", "biz_demo", EnumSet.allOf(Scope.class));
    try (TestIssuer issuer = new TestIssuer();
        URLClassLoader functions =
            new URLClassLoader(jarsWithout("nimbus"), ClassLoader.getPlatformClassLoader())) {
      stack.environment.putAll(issuer.environment());
      Class<?> type = functions.loadClass(RetrieveAdHandler.class.getName());
      assertThat(type).isNotSameAs(RetrieveAdHandler.class);
      Object handler = make(type, Map.copyOf(stack.environment));
      assertThat(status(handler, key)).isEqualTo(200);
      assertThat(issuer.fetches()).isZero();

      // It is missing indeed.
      String jwt =
          issuer.token(
              "user_1", "biz_demo", EnumSet.allOf(Scope.class), InstantSource.system().instant());
      assertThatThrownBy(() -> status(handler, jwt))
          .isInstanceOf(InvocationTargetException.class)
          .hasRootCauseInstanceOf(ClassNotFoundException.class)
          .rootCause()
          .hasMessageStartingWith("com.nimbusds.");
    }
  }

  /// Its wiring is a class of the same loader.
  private static Object make(Class<?> handler, Map<String, String> environment)
      throws ReflectiveOperationException {
    Class<?> wiring = handler.getClassLoader().loadClass(Wiring.class.getName());
    Method of = wiring.getDeclaredMethod("of", Map.class, InstantSource.class);
    of.setAccessible(true);
    Constructor<?> constructor = handler.getDeclaredConstructor(wiring);
    constructor.setAccessible(true);
    return constructor.newInstance(of.invoke(null, environment, InstantSource.system()));
  }

  private static int status(Object handler, String token)
      throws IOException, ReflectiveOperationException {
    Method handle =
        Stream.of(handler.getClass().getMethods())
            .filter(method -> method.getName().equals("handleRequest"))
            .findFirst()
            .orElseThrow();
    String event =
        Files.readString(TestStack.PROJECT.resolve("events/retrieve-ad.json"))
            .replace("{{token}}", token);
    InputStream in = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    OutputStream out = new ByteArrayOutputStream();
    handle.invoke(handler, in, out, context(handle.getParameterTypes()[2]));
    JsonNode response = new ObjectMapper().readTree(out.toString());
    return response.path("statusCode").asInt();
  }

  /// An invocation's context, of the handler's own class loader.
  private static Object context(Class<?> type) {
    TestContext context = new TestContext();
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            TestContext.class.getMethod(method.getName()).invoke(context));
  }

  private static URL[] jarsWithout(String name) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(PACKAGE)) {
      for (Path jar : jars.toList()) {
        if (!jar.getFileName().toString().startsWith(name)) {
          urls.add(jar.toUri().toURL());
        }
      }
    }
    return urls.toArray(URL[]::new);
  }
}
