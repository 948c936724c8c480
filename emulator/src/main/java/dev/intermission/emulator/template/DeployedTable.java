package dev.intermission.emulator.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A DynamoDB table, in the terms of DynamoDB's own CreateTable. Immutable.
///
/// @param logicalId its name in the template
/// @param name its name in DynamoDB
/// @param arn of the table
/// @param attributes that keys are made of
/// @param keys the partition key first
/// @param indexes the global secondary ones
/// @param timeToLiveAttribute null where items do not expire
public record DeployedTable(
    String logicalId,
    String name,
    String arn,
    List<Attribute> attributes,
    List<Key> keys,
    List<Index> indexes,
    @Nullable String timeToLiveAttribute) {

  /// An attribute that a key is made of.
  ///
  /// @param name of the attribute
  /// @param type `S`, `N` or `B`
  public record Attribute(String name, String type) {}

  /// One part of a key.
  ///
  /// @param attribute its name
  /// @param type `HASH` or `RANGE`
  public record Key(String attribute, String type) {}

  /// A global secondary index.
  ///
  /// @param name of the index
  /// @param keys the partition key first
  /// @param projection `ALL`, `KEYS_ONLY` or `INCLUDE`
  /// @param nonKeyAttributes empty unless the projection is `INCLUDE`
  public record Index(
      String name, List<Key> keys, String projection, List<String> nonKeyAttributes) {

    public Index {
      keys = List.copyOf(keys);
      nonKeyAttributes = List.copyOf(nonKeyAttributes);
    }
  }

  public DeployedTable {
    attributes = List.copyOf(attributes);
    keys = List.copyOf(keys);
    indexes = List.copyOf(indexes);
  }
}
