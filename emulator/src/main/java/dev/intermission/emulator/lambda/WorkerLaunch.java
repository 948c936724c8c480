package dev.intermission.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import dev.intermission.emulator.template.DeployedFunction;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The launch of a worker's process: its command, class path and environment. Immutable.
final class WorkerLaunch {

  /// The environment variables that the operating system or the JVM cannot do without. Nothing else
  /// of the user's environment reaches a function: on Lambda it would not be there.
  private static final Set<String> KEPT =
      Set.of(
          "PATH",
          "TMPDIR",
          "TMP",
          "TEMP",
          "SYSTEMROOT",
          "SYSTEMDRIVE",
          "WINDIR",
          "LD_LIBRARY_PATH");

  private final String secret = UUID.randomUUID().toString();
  private final List<String> command;
  private final Map<String, String> environment;
  private final String introduction;

  /// @throws IOException if there is no deployment package
  WorkerLaunch(WorkerSettings settings) throws IOException {
    this.command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // As Lambda starts Java.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.timezone=UTC",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            // An idle connection is the platform's to close: were it the worker's, an invocation
            // could be sent into a connection that is just being closed.
            "-Dsun.net.httpserver.idleInterval=86400",
            "-Dsun.net.httpserver.maxIdleConnections=10000",
            "-Dsun.net.httpserver.nodelay=true",
            "-cp",
            classPath(settings),
            Worker.class.getName());
    this.environment = environment(settings);
    this.introduction =
        settings.template().functions().stream()
            .map(WorkerLaunch::line)
            .collect(Collectors.joining("\n", secret + "\n", "\n\n"));
  }

  String secret() {
    return secret;
  }

  /// Starts a process and tells it what to load.
  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !KEPT.contains(name.toUpperCase(Locale.ROOT)));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().write(introduction.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It has ended already; the caller that waits for its announcement sees that.
    }
    return process;
  }

  private static String line(DeployedFunction function) {
    return new WorkerProtocol.FunctionLine(
            function.logicalId(), function.name(), function.memoryMegabytes(), function.handler())
        .format();
  }

  private static Map<String, String> environment(WorkerSettings settings) {
    Map<String, String> environment = new LinkedHashMap<>(settings.template().mergedEnvironment());
    // The worker's JVM has options of its own, and would say that it got these.
    environment.remove("JAVA_TOOL_OPTIONS");
    String region = settings.template().stack().region();
    environment.put("AWS_REGION", region);
    environment.put("AWS_DEFAULT_REGION", region);
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", settings.dynamoDb().toString());
    environment.put("AWS_ENDPOINT_URL_SCHEDULER", settings.scheduler().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    // Without it the JVM takes the C locale's ASCII, and cannot read a class path that is not.
    environment.put("LC_ALL", "C.UTF-8");
    // The SDK would find the developer's own profile through the home folder.
    String nothing = ProcessBuilder.Redirect.DISCARD.file().getPath();
    environment.put("AWS_CONFIG_FILE", nothing);
    environment.put("AWS_SHARED_CREDENTIALS_FILE", nothing);
    environment.putAll(settings.overrides());
    return environment;
  }

  /// The deployment packages as Lambda would lay them out, then the worker's own classes.
  private static String classPath(WorkerSettings settings) throws IOException {
    Set<String> entries = new LinkedHashSet<>();
    for (DeployedFunction function : settings.template().functions()) {
      Path code = settings.template().directory().resolve(function.codeUri());
      if (!Files.isDirectory(code)) {
        throw new IOException(
            "There is no deployment package at %s, the CodeUri of %s: has it been built?"
                .formatted(code, function.logicalId()));
      }
      entries.add(code.toString());
      entries.add(code.resolve("lib") + File.separator + "*");
    }
    try {
      for (Class<?> needed :
          List.of(
              Worker.class,
              EventHandlerLoader.class,
              Context.class,
              Class.forName(
                  "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer"))) {
        entries.add(
            Path.of(needed.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      }
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IOException("The runtime interface client is not complete", e);
    }
    for (String entry : entries) {
      if (entry.contains(File.pathSeparator)) {
        throw new IOException(
            "Java cannot use the path %s: in a class path, %s separates one path from the next. Move the project."
                .formatted(entry, File.pathSeparator));
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
