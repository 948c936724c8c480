package dev.intermission.emulator.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// YAML as CloudFormation writes it. Short tags become their long forms (`!Ref X` is `{Ref: X}`),
/// and every plain scalar stays the text that it is: only the place of `90`, `true` or `2012-10-17`
/// in a template says what it means.
final class CloudFormationYaml extends SafeConstructor {

  private CloudFormationYaml(LoaderOptions options) {
    super(options);
    yamlMultiConstructors.put(
        "!",
        new AbstractConstruct() {
          @Override
          public Object construct(Node node) {
            return longForm(node);
          }
        });
  }

  /// Reads the one document of a file.
  static @Nullable Object load(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    // The limit is against strangers' files that grow when they are read.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    DumperOptions unused = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new CloudFormationYaml(options),
            new Representer(unused),
            unused,
            options,
            new TextResolver());
    try (Reader reader = Files.newBufferedReader(file)) {
      return yaml.load(reader);
    } catch (YAMLException e) {
      throw new TemplateException(
          String.valueOf(file.getFileName()), "not YAML: " + e.getMessage());
    }
  }

  private Object longForm(Node node) {
    String tag = node.getTag().getValue().substring(1);
    Object argument =
        switch (node) {
          case ScalarNode scalar -> constructScalar(scalar);
          case SequenceNode sequence -> constructSequence(sequence);
          case MappingNode mapping -> constructMapping(mapping);
          default -> throw new YAMLException("A tag on an anchor: " + node.getStartMark());
        };
    if (tag.equals("GetAtt") && argument instanceof String text) {
      argument = List.of(text.split("\\.", 2));
    }
    return Map.of(tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag, argument);
  }

  private static final class TextResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }
}
