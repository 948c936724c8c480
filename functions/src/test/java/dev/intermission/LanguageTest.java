package dev.intermission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps documents and doc comments easy to read: width of prose, and first sentences.
class LanguageTest {
  private static final Path PROJECT = Path.of("..");
  private static final int WIDTH = 100;
  private static final int WORDS = 15;

  private static final Pattern LINK_TARGET = Pattern.compile("]\\([^)]*\\)");
  private static final Pattern FENCE = Pattern.compile("\\s*```.*");
  private static final Pattern SENTENCE = Pattern.compile(".*?\\.(?=\\s|$)");
  private static final Pattern RIDDLE = Pattern.compile("What\\b.*");

  // ------------------------------------------------------------------ documents

  @Test
  void the_prose_of_a_document_is_wrapped_at_100_columns() throws IOException {
    List<String> tooWide = new ArrayList<>();
    for (Path document : documents()) {
      boolean code = false;
      int number = 0;
      for (String line : Files.readAllLines(document)) {
        number++;
        if (FENCE.matcher(line).matches()) {
          code = !code;
        } else if (!code && !line.startsWith("|") && width(line) > WIDTH) {
          tooWide.add(document.normalize() + ":" + number);
        }
      }
    }
    assertThat(tooWide).isEmpty();
  }

  /// The width of a line, without the targets of its links, which cannot be wrapped.
  private static int width(String line) {
    String text = LINK_TARGET.matcher(line).replaceAll("]");
    return text.codePointCount(0, text.length());
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path folder : List.of(PROJECT, PROJECT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    assertThat(documents).hasSizeGreaterThan(10);
    return documents;
  }

  // ------------------------------------------------------------------ doc comments

  @Test
  void a_doc_comment_begins_with_a_short_sentence_and_not_with_what() throws IOException {
    List<String> bad = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (isDoc(lines, i) && !isDoc(lines, i - 1) && beginsBadly(summary(lines, i))) {
          bad.add(PROJECT.relativize(file) + ":" + (i + 1));
        }
      }
    }
    assertThat(bad).as("doc comments that begin with What, or at length").isEmpty();
  }

  private static boolean beginsBadly(String summary) {
    return RIDDLE.matcher(summary).matches() || summary.split("\\s+", -1).length > WORDS;
  }

  /// The first sentence of the comment that begins in a line.
  private static String summary(List<String> lines, int start) {
    StringBuilder paragraph = new StringBuilder();
    for (int i = start; isDoc(lines, i); i++) {
      String text = lines.get(i).strip().substring(3).strip();
      if (text.isEmpty() || text.startsWith("@")) {
        break;
      }
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(text);
    }
    Matcher sentence = SENTENCE.matcher(paragraph);
    return sentence.lookingAt() ? sentence.group() : paragraph.toString();
  }

  private static boolean isDoc(List<String> lines, int number) {
    return number >= 0 && number < lines.size() && lines.get(number).strip().startsWith("///");
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
        for (String kind : List.of("main", "test")) {
          Path folder = module.resolve("src").resolve(kind).resolve("java");
          if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
              files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
          }
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(200);
    return sources;
  }
}
