package dev.intermission.functions.http;

import dev.intermission.model.RecordKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change of the shape of a record, and the one mapping that undoes it. The mapping is for
/// responses to requests of an older version. The rest of the code knows only the newest shape.
///
/// @param version the known version that brought it
/// @param kind of the records that it changed
/// @param older the mapping
public record VersionChange(String version, RecordKind kind, Older older) {
  /// Makes a record of the newer shape one of the shape before.
  @FunctionalInterface
  public interface Older {
    /// @param record its fields, to be changed: maps, lists, strings, `BigDecimal`, booleans, null
    void reshape(Map<String, @Nullable Object> record);
  }
}
