package dev.intermission.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Classes that the JVM has loaded, from the lines of `-Xlog:class+load:file=…:none`.
final class LoadedClasses {
  /// Where each is counted, in this order: the first that fits.
  enum Group {
    LAMBDAS("made at run time"),
    OURS("ours"),
    SDK("AWS SDK"),
    TLS("TLS, certificates, keys"),
    OTHER("other");

    private final String text;

    Group(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private LoadedClasses() {}

  /// How many classes of each group there are.
  static Map<Group, Integer> count(List<String> lines) {
    Map<Group, Integer> counts = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      counts.put(group, 0);
    }
    lines.forEach(line -> counts.merge(group(line), 1, Integer::sum));
    return counts;
  }

  private static Group group(String line) {
    if (line.contains("$$Lambda") || line.contains("LambdaForm") || line.contains("/0x")) {
      return Group.LAMBDAS;
    }
    if (line.startsWith("dev.intermission.")) {
      return Group.OURS;
    }
    if (line.startsWith("software.amazon.")) {
      return Group.SDK;
    }
    if (line.startsWith("sun.security.")
        || line.startsWith("java.security.")
        || line.startsWith("javax.net.ssl.")
        || line.startsWith("javax.crypto.")
        || line.startsWith("com.sun.crypto.")) {
      return Group.TLS;
    }
    return Group.OTHER;
  }
}
