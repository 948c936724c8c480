package dev.intermission.functions.dynamodb;

import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The outcome of a conditional update.
sealed interface Written {
  /// It was carried out; the item as the update asked for it, before or after.
  record Applied(Map<String, AttributeValue> item) implements Written {}

  /// The condition failed; the item as it is.
  record Refused(Map<String, AttributeValue> current) implements Written {}

  /// There is no such item.
  record Missing() implements Written {}

  /// Nobody knows whether it was carried out.
  record Unknown(SdkException cause) implements Written {}

  /// DynamoDB cannot carry it out on this item.
  record Impossible(SdkException cause) implements Written {}
}
