package dev.intermission.emulator.lambda;

import dev.intermission.emulator.template.DeployedFunction;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.StackSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A stack of the test handlers. Its deployment package is like the real one: a `lib` of jars.
final class TestStack {

  static WorkerSettings settings(
      Path folder, Consumer<String> console, LongConsumer onStart, String... handlers)
      throws IOException {
    packHandlers(folder);
    StackSettings stack = new StackSettings("test", "us-east-1", "123456789012");
    List<DeployedFunction> functions = Arrays.stream(handlers).map(TestStack::function).toList();
    SamTemplate template =
        new SamTemplate(
            folder, stack, functions, null, List.of(), List.of(), List.of(), List.of(), Map.of());
    return new WorkerSettings(
        template,
        URI.create("http://127.0.0.1:1"),
        URI.create("http://127.0.0.1:2"),
        Map.of("OVERRIDDEN", "by the caller"),
        console,
        onStart);
  }

  private static DeployedFunction function(String handler) {
    return new DeployedFunction(
        handler,
        "test-" + handler,
        "arn:aws:lambda:us-east-1:123456789012:function:test-" + handler,
        "live",
        "dev.intermission.emulator.lambda.TestHandlers$" + handler + "::handleRequest",
        Path.of("package"),
        Duration.ofSeconds(handler.equals("Hangs") ? 1 : 30),
        512,
        Map.of("OWN", "own", "OVERRIDDEN", "by the template"),
        DeployedFunction.AsyncInvoke.DEFAULT);
  }

  private static void packHandlers(Path folder) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("package").resolve("lib"));
    try (OutputStream file = Files.newOutputStream(lib.resolve("handlers.jar"));
        ZipOutputStream jar = new ZipOutputStream(file);
        Stream<Path> classes = Files.walk(testClasses())) {
      Path root = testClasses();
      for (Path each :
          classes
              .filter(path -> path.getFileName().toString().startsWith("TestHandlers"))
              .toList()) {
        jar.putNextEntry(new ZipEntry(root.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, jar);
        jar.closeEntry();
      }
    }
  }

  private static Path testClasses() {
    try {
      return Path.of(
          TestHandlers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestStack() {}
}
