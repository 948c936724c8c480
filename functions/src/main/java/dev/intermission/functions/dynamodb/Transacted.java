package dev.intermission.functions.dynamodb;

import software.amazon.awssdk.core.exception.SdkException;

/// The outcome of a transaction.
sealed interface Transacted {
  /// It was carried out.
  record Applied() implements Transacted {}

  /// A condition failed, and nothing was carried out.
  record Refused() implements Transacted {}

  /// Nobody knows whether it was carried out.
  record Unknown(SdkException cause) implements Transacted {}
}
