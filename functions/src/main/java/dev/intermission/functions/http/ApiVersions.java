package dev.intermission.functions.http;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The known values of `Api-Version-Date`, and the changes that they made. Both are listed only
/// here. The values are strings and not strict dates. A new one appears about weekly and generated
/// clients send theirs always, so an operator may add some without a new build.
public final class ApiVersions {
  /// The version of requests that name none.
  public static final String ORIGINAL = "2025-01-01";

  /// The request header that names a version, spelled as in the API reference.
  public static final String HEADER = "Api-Version-Date";

  private static final List<String> BUILT_IN =
      List.of(
          ORIGINAL,
          "2026-06-08",
          "2026-06-09",
          "2026-06-20",
          "2026-07-01",
          "2026-07-08",
          "2026-07-08-1",
          "2026-07-18",
          "2026-07-20",
          "2026-07-22",
          "2026-07-23",
          "2026-07-25",
          "2026-07-26",
          "2026-07-27",
          "2026-07-29",
          "2026-07-29-1",
          "2026-07-31",
          "2026-08-03",
          "2026-08-05",
          "2026-08-05-1",
          "2026-08-10",
          "2026-08-12",
          "2026-08-13",
          "2026-08-14",
          "2026-08-21",
          "2026-08-21-1",
          "2026-08-25",
          "2026-08-25-1",
          "2026-08-25-2",
          "2026-08-31",
          "2026-09-02",
          "2026-09-02-1",
          "2026-09-02-2",
          "2026-09-04",
          "2026-09-06",
          "2026-09-09",
          "2026-09-09-1",
          "2026-09-11",
          "2026-09-11-1",
          "2026-09-13",
          "2026-09-15",
          "2026-09-22",
          "2026-09-22-1",
          "2026-09-22-2",
          "2026-09-22-3",
          "2026-09-22-4",
          "2026-09-23",
          "2026-09-29",
          "2026-10-08",
          "2026-10-09-2",
          "2026-10-13-1",
          "2026-10-15-1");

  /// The changes of the shape of records, the oldest first. So far there are none.
  public static final List<VersionChange> CHANGES = List.of();

  /// By date, then by the number behind it: `-2` is older than `-10`.
  private static final Comparator<String> OLDEST_FIRST =
      Comparator.<String, String>comparing(version -> version.substring(0, dateEnd(version)))
          .thenComparingInt(String::length)
          .thenComparing(Comparator.naturalOrder());

  private static final int NAMED_IN_ERRORS = 3;

  private final TreeSet<String> known = new TreeSet<>(OLDEST_FIRST);
  private final List<VersionChange> newestFirst;

  /// The versions of this build.
  ///
  /// @param extra more versions, separated by commas; may be empty
  public ApiVersions(String extra) {
    this(extra, CHANGES);
  }

  /// @param extra more versions, separated by commas; may be empty
  /// @param changes those of one version in the order in which they were made
  /// @throws IllegalArgumentException if one is of a version that is not known
  public ApiVersions(String extra, List<VersionChange> changes) {
    known.addAll(BUILT_IN);
    Arrays.stream(extra.split(",", -1))
        .map(String::strip)
        .filter(version -> !version.isEmpty())
        .forEach(known::add);
    newestFirst =
        changes.stream()
            .sorted(Comparator.comparing(VersionChange::version, OLDEST_FIRST))
            .toList()
            .reversed();
    for (VersionChange change : newestFirst) {
      if (!known.contains(change.version())) {
        throw new IllegalArgumentException("a change of an unknown version: " + change.version());
      }
    }
  }

  /// Whether a request may be made in that version.
  public boolean isKnown(String version) {
    return known.contains(version);
  }

  /// The version that counts for a request.
  ///
  /// @param header the value of the request's header, or null
  /// @param pinned the version that the credential is pinned to, or null
  public static String effective(@Nullable String header, @Nullable String pinned) {
    if (header != null) {
      return header;
    }
    return pinned != null ? pinned : ORIGINAL;
  }

  /// The version that counts for a request, by its header or its credential.
  static String versionOf(ApiRequest request, Caller caller) {
    return effective(request.header(HEADER), caller.pinnedVersion());
  }

  /// The shape of the responses to a request.
  ///
  /// @param version that counts for it; known
  Shape shape(Operation operation, String version) {
    return new Shape(
        operation.form(),
        newestFirst.stream()
            .filter(change -> change.kind() == operation.kind())
            .filter(change -> OLDEST_FIRST.compare(change.version(), version) > 0)
            .toList());
  }

  private static int dateEnd(String version) {
    return Math.min(version.length(), ORIGINAL.length());
  }

  /// The error for a version that is not known; it names the newest ones.
  public ApiError unknown() {
    String newest =
        known.descendingSet().stream().limit(NAMED_IN_ERRORS).collect(Collectors.joining(", "));
    return ApiError.badRequest(
        HEADER + " is not a supported version. The newest are " + newest + ".", HEADER);
  }
}
