package dev.intermission.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The arguments of `bench/run`, whose head explains them.
///
/// @param rounds null for each part's own number
/// @param pauses that are due at once; null for the usual number
/// @param atMost the most classes after a restore; null for any number
/// @param packages other built packages
/// @param isPrinted whether no document is written
record Options(
    Set<Part> parts,
    @Nullable Integer rounds,
    int requests,
    boolean million,
    @Nullable Integer pauses,
    @Nullable Integer atMost,
    Pattern only,
    List<Path> packages,
    boolean isPrinted) {
  private static final int REQUESTS = 4000;

  /// The parts of a run, in the document's order.
  enum Part {
    STARTS,
    CLASSES,
    STARVED,
    WARM,
    SCALE
  }

  Options {
    packages = List.copyOf(packages);
  }

  /// @throws IllegalArgumentException if an argument is wrong, with a message for people
  static Options parse(List<String> arguments) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    Integer rounds = null;
    int requests = REQUESTS;
    boolean million = false;
    Integer pauses = null;
    Integer atMost = null;
    Pattern only = null;
    List<Path> packages = new ArrayList<>();
    boolean isPrinted = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--rounds" -> rounds = positive(argument, value(argument, rest));
        case "--requests" -> requests = positive(argument, value(argument, rest));
        case "--at-most" -> atMost = positive(argument, value(argument, rest));
        case "--pauses" -> pauses = positive(argument, value(argument, rest));
        case "--million" -> million = true;
        case "--only" -> only = pattern(value(argument, rest));
        case "--package" -> packages.add(Path.of(value(argument, rest)).toAbsolutePath());
        case "--print" -> isPrinted = true;
        case "--no-build" -> {
          // bench/run has seen it.
        }
        case "all" -> parts.addAll(EnumSet.allOf(Part.class));
        default -> parts.add(part(argument));
      }
    }
    if (parts.isEmpty()) {
      parts.addAll(EnumSet.allOf(Part.class));
    }
    return new Options(
        parts,
        rounds,
        requests,
        million,
        pauses,
        atMost,
        only == null ? Pattern.compile("") : only,
        packages,
        isPrinted || only != null || !packages.isEmpty());
  }

  int roundsOr(int usual) {
    return rounds == null ? usual : rounds;
  }

  int pauses(int usual) {
    return pauses == null ? usual : pauses;
  }

  private static Part part(String name) {
    for (Part part : Part.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        name + " is no part and no option. See the head of bench/run.");
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " takes a value.");
    }
    return rest.next();
  }

  private static int positive(String option, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(option + " takes a whole number above 0.");
  }

  private static Pattern pattern(String value) {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("--only takes a regular expression: " + e.getMessage(), e);
    }
  }
}
