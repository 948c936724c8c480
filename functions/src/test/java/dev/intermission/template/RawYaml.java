package dev.intermission.template;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A YAML file as written: maps, lists, and scalars as text with their tag. So `!Ref X` is the text
/// `!Ref X`, and `!Not [x]` a map of `!Not` to a list. An alias is what it stands for. Knows
/// nothing of CloudFormation, so that a test does not share its mistakes with the reader that it
/// checks.
///
/// @param value a `Map`, a `List` or a `String`
record RawYaml(Object value) {

  static RawYaml read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader);
    }
  }

  static RawYaml parse(String text) {
    return read(new StringReader(text));
  }

  private static RawYaml read(Reader reader) {
    LoaderOptions options = new LoaderOptions();
    // The limit is against strangers' files that grow when they are read.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    return new RawYaml(plain(new Yaml(options).compose(reader)));
  }

  boolean has(String... path) {
    Object found = value;
    for (String name : path) {
      if (!(found instanceof Map<?, ?> map) || !map.containsKey(name)) {
        return false;
      }
      found = map.get(name);
    }
    return true;
  }

  RawYaml at(String... path) {
    Object found = value;
    for (String name : path) {
      if (!(found instanceof Map<?, ?> map) || !map.containsKey(name)) {
        throw new AssertionError("There is no " + String.join(" / ", path));
      }
      found = map.get(name);
    }
    return new RawYaml(found);
  }

  String text(String... path) {
    if (at(path).value instanceof String text) {
      return text;
    }
    throw new AssertionError("No text: " + String.join(" / ", path));
  }

  Map<String, RawYaml> fields(String... path) {
    if (at(path).value instanceof Map<?, ?> map) {
      Map<String, RawYaml> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put((String) name, new RawYaml(field)));
      return fields;
    }
    throw new AssertionError("No map: " + String.join(" / ", path));
  }

  List<RawYaml> items(String... path) {
    if (at(path).value instanceof List<?> list) {
      return list.stream().<RawYaml>map(RawYaml::new).toList();
    }
    throw new AssertionError("No list: " + String.join(" / ", path));
  }

  /// The texts of a list, or of the one text that stands in its place.
  List<String> texts(String... path) {
    return at(path).value instanceof String text
        ? List.of(text)
        : items(path).stream().map(RawYaml::text).toList();
  }

  /// Every text in it, names of fields too.
  Stream<String> allTexts() {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(field ->
                  Stream.concat(
                      Stream.of((String) field.getKey()),
                      new RawYaml(field.getValue()).allTexts()));
      case List<?> list -> list.stream().flatMap(item -> new RawYaml(item).allTexts());
      default -> Stream.of((String) value);
    };
  }

  private static Object plain(Node node) {
    String tag = node.getTag().getValue();
    return switch (node) {
      case ScalarNode scalar ->
          tag.startsWith("!") ? tag + " " + scalar.getValue() : scalar.getValue();
      case SequenceNode sequence -> {
        List<Object> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(plain(item)));
        yield tag.startsWith("!") ? Map.of(tag, items) : items;
      }
      case MappingNode mapping when !tag.startsWith("!") -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (NodeTuple field : mapping.getValue()) {
          String name = ((ScalarNode) field.getKeyNode()).getValue();
          if (fields.put(name, plain(field.getValueNode())) != null) {
            throw new AssertionError(name + " stands there twice:" + node.getStartMark());
          }
        }
        yield fields;
      }
      default -> throw new AssertionError("Not known here: " + node.getStartMark());
    };
  }
}
