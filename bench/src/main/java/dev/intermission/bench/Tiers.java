package dev.intermission.bench;

import java.util.List;

/// How far the JVM compiles.
enum Tiers {
  /// As the java25 runtime has it without a snapshot.
  C1("C1", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),

  /// As it has it with one: the JVM's own tiers. At 1,024 MB the JVM itself chooses this collector.
  FULL("full tiers", "-XX:+UseSerialGC");

  private final String text;
  private final String flags;

  Tiers(String text, String flags) {
    this.text = text;
    this.flags = flags;
  }

  /// Its name in the report.
  String text() {
    return text;
  }

  /// The flags of the JVM.
  List<String> flags() {
    return List.of(flags.split(" ", -1));
  }
}
