package dev.intermission.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Functions for the worker's tests. They are put into a deployment package of their own.
public final class TestHandlers {

  /// Gives back what it was given, byte for byte.
  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      input.transferTo(output);
    }
  }

  /// Tells what its Context says. A map, so that AWS's own serializer is at work.
  public static final class Tells implements RequestHandler<Map<String, String>, Object> {
    @Override
    public Map<String, Object> handleRequest(Map<String, String> input, Context context) {
      System.out.println("a line from the function, über");
      return new TreeMap<>(
          Map.of(
              "input", input,
              "requestId", context.getAwsRequestId(),
              "name", context.getFunctionName(),
              "arn", context.getInvokedFunctionArn(),
              "memory", context.getMemoryLimitInMB(),
              "inTime", context.getRemainingTimeInMillis() > 1_000));
    }
  }

  /// Shows its environment.
  public static final class Environment implements RequestHandler<Object, Map<String, String>> {
    @Override
    public Map<String, String> handleRequest(Object input, Context context) {
      return System.getenv();
    }
  }

  /// Fails.
  public static final class Throws implements RequestHandler<Object, String> {
    @Override
    public String handleRequest(Object input, Context context) {
      throw new IllegalStateException("not \"today\"");
    }
  }

  /// Cannot be made.
  public static final class Unconstructable implements RequestHandler<Object, String> {
    /// Fails always.
    public Unconstructable() {
      throw new IllegalArgumentException("no such setting");
    }

    @Override
    public String handleRequest(Object input, Context context) {
      return "never";
    }
  }

  /// Takes what Lambda cannot read into.
  public static final class TakesRecord implements RequestHandler<TakesRecord.Thing, String> {
    /// A record.
    ///
    /// @param id any
    public record Thing(String id) {}

    @Override
    public String handleRequest(Thing input, Context context) {
      return input.id();
    }
  }

  /// Returns only once two calls are in it.
  public static final class Meets implements RequestHandler<Object, String> {
    private final CyclicBarrier both = new CyclicBarrier(2);

    @Override
    public String handleRequest(Object input, Context context) {
      try {
        both.await(20, TimeUnit.SECONDS);
        return "met";
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Never returns.
  public static final class Hangs implements RequestHandler<Object, String> {
    @Override
    public String handleRequest(Object input, Context context) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "";
    }
  }

  /// Takes its process with it.
  public static final class Ends implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      output.write("gone".getBytes(StandardCharsets.UTF_8));
      Runtime.getRuntime().halt(3);
    }
  }

  private TestHandlers() {}
}
