package dev.intermission.functions.http;

import dev.intermission.access.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change of the shape of a record, and the one mapping that takes it back in the answers to
/// requests of an older version. The rest of the code knows only the newest shape.
///
/// @param version that brought it, one that is known
/// @param of which records
/// @param older the mapping
public record VersionChange(String version, Of of, Older older) {
  /// What changed.
  public enum Of {
    AD,
    AD_CAMPAIGN;

    static Of answered(Operation operation) {
      return switch (operation) {
        case PAUSE_AD, UNPAUSE_AD, RETRIEVE_AD, LIST_ADS -> AD;
        case PAUSE_AD_CAMPAIGN, UNPAUSE_AD_CAMPAIGN, RETRIEVE_AD_CAMPAIGN, LIST_AD_CAMPAIGNS ->
            AD_CAMPAIGN;
      };
    }
  }

  /// Makes a record of the newer shape one of the shape before.
  @FunctionalInterface
  public interface Older {
    /// @param record its members, to be changed: maps, lists, strings, `BigDecimal`, booleans, null
    void reshape(Map<String, @Nullable Object> record);
  }
}
