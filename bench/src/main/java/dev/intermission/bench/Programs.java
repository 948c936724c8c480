package dev.intermission.bench;

import dev.intermission.emulator.template.DeployedFunction;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How the measured processes are started.
///
/// @param root of the project
/// @param work a folder for throw-away files
record Programs(Path root, Path work, Services services) {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String CRAC = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  // The JVM reads flags from it, and prints that it does: here all flags are arguments.
  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

  private static final Duration PEER_TIMEOUT = Duration.ofSeconds(28);

  /// The package that this commit builds.
  Path ours() {
    return root.resolve("functions/target/lambda");
  }

  /// Flags of the runtime, with those that the template adds to them.
  static List<String> deployed(DeployedFunction function, Tiers tiers) {
    List<String> flags = new ArrayList<>(tiers.flags());
    String more = function.environment().getOrDefault(OPTIONS, "").strip();
    if (!more.isEmpty()) {
      flags.addAll(List.of(more.split(" +", -1)));
    }
    return flags;
  }

  /// The peer in Node.js.
  FunctionProcess.Launch node() throws IOException {
    Path task = root.resolve("bench/peers/node/target/task");
    Map<String, String> environment = common("node", task);
    environment.putAll(Services.keys());
    environment.putAll(services.function("PauseAdCampaignFunction").environment());
    environment.remove(OPTIONS);
    // In its own time, the warning would count as work.
    environment.put("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
    environment.put("NODE_EXTRA_CA_CERTS", services.certificates().pem().toString());
    return new FunctionProcess.Launch(
        "node",
        List.of(
            executable("node"),
            root.resolve("bench/peers/node/runtime.cjs").toString(),
            task.resolve("pause.cjs").toString()),
        task,
        environment,
        PEER_TIMEOUT);
  }

  /// The peer in plain Java.
  FunctionProcess.Launch plainJava() {
    Path task = root.resolve("bench/peers/java/target/task");
    Map<String, String> environment = common("plain", task);
    environment.putAll(Services.keys());
    environment.putAll(services.function("PauseAdCampaignFunction").environment());
    environment.remove(OPTIONS);
    return new FunctionProcess.Launch(
        "plain",
        java(Tiers.C1.flags(), runtime(), "example.PauseHandler::handleRequest"),
        task,
        environment,
        PEER_TIMEOUT);
  }

  /// A function of ours, without a snapshot.
  ///
  /// @param name for messages and the log
  /// @param task the unpacked package
  /// @param more variables
  FunctionProcess.Launch cold(
      String name, Path task, String function, List<String> flags, Map<String, String> more) {
    DeployedFunction deployed = services.function(function);
    Map<String, String> environment = common(name, task);
    environment.putAll(Services.keys());
    environment.putAll(deployed.environment());
    environment.putAll(more);
    environment.remove(OPTIONS);
    return new FunctionProcess.Launch(
        name, java(flags, runtime(), deployed.handler()), task, environment, deployed.timeout());
  }

  /// A function of ours, to be restored from a snapshot.
  FunctionProcess.Launch restored(
      String name, Path task, String function, List<String> flags, Map<String, String> more) {
    DeployedFunction deployed = services.function(function);
    Map<String, String> environment = common(name, task);
    environment.putAll(services.containerCredentials());
    environment.putAll(deployed.environment());
    environment.putAll(more);
    environment.remove(OPTIONS);
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    List<String> all = new ArrayList<>(flags);
    all.add(CRAC);
    return new FunctionProcess.Launch(
        name, java(all, runtime(), deployed.handler()), task, environment, deployed.timeout());
  }

  /// The variables that an operation needs beside the template's.
  Map<String, String> more(Operation operation) {
    return operation == Operation.JWT_PAUSE ? services.trustInIssuer() : Map.of();
  }

  /// A function of ours on an own class path, as in an image.
  ///
  /// @param flags with those of the AOT cache
  FunctionProcess.Launch ownClassPath(String name, Path task, String function, List<String> flags)
      throws IOException {
    DeployedFunction deployed = services.function(function);
    // Where there is no lib/, the runtime's own class loader finds nothing and asks its parent.
    Path empty = Files.createDirectories(work.resolve("empty"));
    Map<String, String> environment = common(name, empty);
    environment.putAll(Services.keys());
    environment.putAll(deployed.environment());
    environment.remove(OPTIONS);
    return new FunctionProcess.Launch(
        name,
        java(flags, runtime() + File.pathSeparator + jars(task), deployed.handler()),
        empty,
        environment,
        deployed.timeout());
  }

  private Map<String, String> common(String name, Path task) {
    Map<String, String> environment = new HashMap<>(services.endpoints());
    environment.putAll(
        Map.of(
            "PATH", "/usr/local/bin:/usr/bin:/bin",
            "LANG", "C.UTF-8",
            "TZ", ":UTC",
            "AWS_REGION", "us-east-1",
            "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_CONFIG_FILE", work.resolve("none").toString(),
            "AWS_SHARED_CREDENTIALS_FILE", work.resolve("none").toString(),
            // AWS's native HTTP client looks for its trusted certificates there.
            "SSL_CERT_FILE", services.certificates().pem().toString(),
            "LAMBDA_TASK_ROOT", task.toString()));
    environment.putAll(
        Map.of(
            "AWS_LAMBDA_FUNCTION_NAME", name.replace(' ', '-'),
            "AWS_LAMBDA_FUNCTION_VERSION", "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
            "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench",
            "AWS_LAMBDA_LOG_STREAM_NAME", "bench",
            "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"));
    return environment;
  }

  private List<String> java(List<String> flags, String classPath, String handler) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(flags);
    // The runtime's own start says so too: its client has a native library.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djavax.net.ssl.trustStore=" + services.certificates().trustStore());
    command.addAll(List.of("-cp", classPath, CLIENT, handler));
    return command;
  }

  /// The class path of AWS's runtime interface client, which is on this process's own.
  private static String runtime() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> isOfRuntime(Path.of(entry).getFileName().toString()))
            .toList());
  }

  private static boolean isOfRuntime(String jar) {
    return jar.startsWith("aws-lambda-java-") || jar.startsWith("utils-lite-");
  }

  private static String jars(Path task) throws IOException {
    try (Stream<Path> files = Files.list(task.resolve("lib"))) {
      return String.join(
          File.pathSeparator,
          files
              .filter(file -> !isOfRuntime(file.getFileName().toString()))
              .map(Path::toString)
              .sorted()
              .toList());
    }
  }

  private static String executable(String name) throws IOException {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    throw new IOException(name + " is not on the PATH");
  }
}
