package dev.intermission.functions.http;

import dev.intermission.access.Caller;
import dev.intermission.functions.json.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The known values of `Api-Version-Date`, and the shape that records have in each. The values are
/// listed in `api-versions.txt`, the shapes are those of [Shape]. A new value appears about weekly
/// and generated clients always send theirs. So an operator may add some without a new build, or
/// have every newer one count as the newest known one.
public final class ApiVersions {
  /// The version of requests that name none.
  public static final String ORIGINAL = "2025-01-01";

  /// The request header that names a version, spelled as in the API reference.
  public static final String HEADER = "Api-Version-Date";

  private static final List<Shape> SHAPES = List.of(Shape.values());

  /// By date, then by the number behind it: `-2` is older than `-10`.
  static final Comparator<String> OLDEST_FIRST =
      Comparator.<String, String>comparing(version -> version.substring(0, dateEnd(version)))
          .thenComparingInt(String::length)
          .thenComparing(Comparator.naturalOrder());

  /// The versions of this build, in the order of their file.
  static final List<String> BUILT_IN = read("api-versions.txt");

  private static final int NAMED_IN_ERRORS = 3;

  private final Set<String> known;
  private final String newest;
  private final boolean acceptsNewer;
  private final ApiError unknown;

  /// The versions of this build.
  ///
  /// @param extra more versions, separated by commas; may be empty
  /// @param newer for versions that are later than all these
  public ApiVersions(String extra, NewerApiVersions newer) {
    known = new HashSet<>(BUILT_IN);
    for (String version : extra.split(",", -1)) {
      if (!version.isBlank()) {
        known.add(version.strip());
      }
    }
    newest = newest(known);
    acceptsNewer = newer == NewerApiVersions.NEWEST;
    unknown = unknown(known);
  }

  /// Reads a list of versions, one a line. A line that begins with `#` is a comment.
  private static List<String> read(String resource) {
    List<String> versions = new ArrayList<>();
    try (InputStream file =
        Objects.requireNonNull(ApiVersions.class.getResourceAsStream(resource), resource)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          versions.add(line.strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(versions);
  }

  /// Whether a version is one of the list, or of those that an operator added.
  boolean isKnown(String version) {
    return known.contains(version);
  }

  /// Whether a version is later than all known ones and counts as the newest. It does so in every
  /// respect but one: the identity of a request has it as it was written, see [Fingerprint].
  boolean countsAsNewest(String version) {
    return acceptsNewer
        && DatedVersion.isWellFormed(version)
        && OLDEST_FIRST.compare(version, newest) > 0;
  }

  /// Whether a request may be made in that version.
  public boolean isAccepted(String version) {
    return isKnown(version) || countsAsNewest(version);
  }

  /// The version that a request is made in, as it was written.
  ///
  /// @param header the value of the request's header, or null
  /// @param pinned the version that the credential is pinned to, or null
  public static String effective(@Nullable String header, @Nullable String pinned) {
    if (header != null) {
      return header;
    }
    return pinned != null ? pinned : ORIGINAL;
  }

  /// The version that a request is made in, by its header or its credential.
  static String versionOf(ApiRequest request, Caller caller) {
    return effective(request.header(HEADER), caller.pinnedVersion());
  }

  /// The shape of the records in a version: the newest that is not later.
  ///
  /// @param version that the request is made in; accepted
  static Shape shape(String version) {
    Shape shape = Shape.API_REFERENCE;
    for (Shape later : SHAPES) {
      if (OLDEST_FIRST.compare(later.since(), version) <= 0) {
        shape = later;
      }
    }
    return shape;
  }

  private static int dateEnd(String version) {
    return Math.min(version.length(), ORIGINAL.length());
  }

  /// The newest version with the form of those in the API reference.
  private static String newest(Set<String> known) {
    String newest = ORIGINAL;
    for (String version : known) {
      if (DatedVersion.isWellFormed(version) && OLDEST_FIRST.compare(version, newest) > 0) {
        newest = version;
      }
    }
    return newest;
  }

  /// The error for a version that is not accepted; it names the newest known ones.
  public ApiError unknown() {
    return unknown;
  }

  private static ApiError unknown(Set<String> known) {
    List<String> newestFirst = new ArrayList<>(known);
    newestFirst.sort(OLDEST_FIRST.reversed());
    return ApiError.badRequest(
        HEADER
            + " is not a supported version. The newest are "
            + String.join(", ", newestFirst.subList(0, NAMED_IN_ERRORS))
            + ".",
        HEADER);
  }
}
