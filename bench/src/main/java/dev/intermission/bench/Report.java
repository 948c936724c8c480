package dev.intermission.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of `docs/performance.md`: an introduction and sections, each with a heading of its own.
final class Report {
  /// The introduction of a new document.
  static final String INTRODUCTION =
      """
      # Performance

      Written by [`bench/run`](../bench/run); what it does not write, it leaves as it is. Only ratios
      within one run carry over to another machine: times do not, and nothing here was measured in
      AWS. The peer is the same function in Node.js with AWS SDK v3, bundled by esbuild.
      """;

  private static final int WIDTH = 100;
  private static final Pattern HEADING = Pattern.compile("(?m)^## .*$");

  private Report() {}

  /// The document with a section replaced, or with one more.
  ///
  /// @param document empty for a new one
  /// @param body of the section, without its heading
  /// @param order of the headings that the bench writes; others stay where they are
  static String replace(String document, String heading, String body, List<String> order) {
    String text = document.isBlank() ? INTRODUCTION : document;
    String section = "## " + heading + "\n\n" + body.strip() + "\n";
    List<Integer> starts = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    Matcher matcher = HEADING.matcher(text);
    while (matcher.find()) {
      starts.add(matcher.start());
      headings.add(matcher.group().substring("## ".length()).strip());
    }
    starts.add(text.length());
    int own = headings.indexOf(heading);
    if (own >= 0) {
      return join(text.substring(0, starts.get(own)), section, text.substring(starts.get(own + 1)));
    }
    int place = starts.size() - 1;
    for (int i = 0; i < headings.size(); i++) {
      if (order.indexOf(headings.get(i)) > order.indexOf(heading)) {
        place = i;
        break;
      }
    }
    return join(text.substring(0, starts.get(place)), section, text.substring(starts.get(place)));
  }

  private static String join(String before, String section, String after) {
    return before.stripTrailing()
        + "\n\n"
        + section
        + (after.isBlank() ? "" : "\n" + after.stripLeading());
  }

  /// A table of Markdown.
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    row(text, head);
    row(text, head.stream().map(ignored -> "---").toList());
    rows.forEach(row -> row(text, row));
    return text.toString().replace("| --- ", "|---").replace("|--- |", "|---|");
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /// Prose, wrapped at 100 columns.
  static String prose(String text) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split("\\s+", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        wrapped.append('\n');
        column = 0;
      }
      if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped.append('\n').toString();
  }
}
