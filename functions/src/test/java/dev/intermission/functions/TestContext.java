package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;

/// An invocation's context.
///
/// @param left until the deadline; it does not pass
public record TestContext(String awsRequestId, Duration left) implements Context {
  /// The time that a function behind the API has.
  static final Duration WHOLE = Duration.ofSeconds(28);

  /// With all its time left.
  public TestContext() {
    this("invocation-1", WHOLE);
  }

  @Override
  public String getAwsRequestId() {
    return awsRequestId;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return Math.toIntExact(left.toMillis());
  }

  @Override
  public String getLogGroupName() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getLogStreamName() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getFunctionName() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getFunctionVersion() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getInvokedFunctionArn() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getMemoryLimitInMB() {
    throw new UnsupportedOperationException();
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException();
  }
}
