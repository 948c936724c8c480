package dev.intermission.emulator.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler.UserFaultHandler;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.api.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/// One function in the worker, loaded by AWS's own loader. So what Lambda cannot load or read does
/// not work here either. Safe for use by many threads as far as the handler is.
final class LoadedFunction {

  private final WorkerProtocol.FunctionLine line;
  private final Object loading = new Object();
  private volatile @Nullable RequestStreamHandler handler;

  LoadedFunction(WorkerProtocol.FunctionLine line) {
    this.line = line;
  }

  String name() {
    return line.logicalId();
  }

  /// Loads the handler, unless it is loaded. A failure is tried again at the next call, as Lambda
  /// does with an environment whose init failed.
  ///
  /// @throws UserFault if Lambda could not load it
  RequestStreamHandler load() {
    RequestStreamHandler loaded = handler;
    if (loaded == null) {
      synchronized (loading) {
        loaded = handler;
        if (loaded == null) {
          loaded = unwrap(find());
          handler = loaded;
        }
      }
    }
    return loaded;
  }

  byte[] call(byte[] payload, String requestId, String arn, long deadlineEpochMillis)
      throws Exception {
    RequestStreamHandler loaded = load();
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    loaded.handleRequest(
        new ByteArrayInputStream(payload),
        response,
        new LambdaContext(
            line.memoryMegabytes(),
            deadlineEpochMillis,
            requestId,
            "/aws/lambda/" + line.name(),
            "local",
            line.name(),
            null,
            "$LATEST",
            arn,
            null,
            null,
            null));
    return response.toByteArray();
  }

  private LambdaRequestHandler find() {
    String className = HandlerInfo.className(line.handler());
    try {
      return EventHandlerLoader.loadEventHandler(
          HandlerInfo.fromString(line.handler(), ClassLoader.getSystemClassLoader()));
    } catch (HandlerInfo.InvalidHandlerException e) {
      throw UserFault.makeUserFault("Invalid handler: `" + line.handler() + "'");
    } catch (ClassNotFoundException e) {
      return LambdaRequestHandler.classNotFound(e, className);
    } catch (LinkageError e) {
      return LambdaRequestHandler.initErrorHandler(e, className);
    }
  }

  /// The handler as AWS's loader wraps it, without the loader's last step. That step makes a
  /// Context with the one function name that a process on Lambda has; here a process has many.
  private static RequestStreamHandler unwrap(LambdaRequestHandler loaded) {
    if (loaded instanceof UserFaultHandler failed) {
      throw failed.fault;
    }
    for (Field field : loaded.getClass().getDeclaredFields()) {
      if (field.getType() == RequestStreamHandler.class && field.trySetAccessible()) {
        try {
          return (RequestStreamHandler) field.get(loaded);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new IllegalStateException(
        "The runtime interface client has changed: no handler in " + loaded.getClass());
  }
}
