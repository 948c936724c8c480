package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One JSON object that came from outside, and all that is wrong with it.
///
/// All that read such an object notice the same things here: content after it, a field that appears
/// twice, a value of another type. Nothing is refused here: each caller has its own fields, its own
/// messages and its own order of them. Jackson's defaults limit the nesting (1,000 levels) and the
/// length of names and numbers; beyond them a text is not JSON. Only the caller limits the length
/// of the text.
///
/// Does not change once it is read.
public final class StrictObject {
  /// The reason why a text is not one JSON object.
  public enum Fault {
    /// It breaks the rules of JSON or Jackson's limits.
    NOT_JSON,
    /// It begins with another value, such as a list. The rest of it was not read.
    NOT_AN_OBJECT,
    /// There is more after the object.
    TRAILING_CONTENT
  }

  /// The value of a field.
  public sealed interface Value {
    /// A string.
    record Text(String text) implements Value {}

    /// A list of strings; an empty list is one too.
    record Texts(List<String> texts) implements Value {
      /// Copies the list.
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    /// A number without fraction and exponent, of any size.
    ///
    /// @param digits as the text has them, perhaps after a `-`
    record WholeNumber(String digits) implements Value {}

    /// Another number, a boolean, an object, or a list that has other values than strings.
    record Other() implements Value {}
  }

  private static final JsonFactory JSON = new JsonFactory();

  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, Value> values = new HashMap<>();
  private boolean isAbsent;
  private @Nullable String repeated;
  private @Nullable Fault fault;

  private StrictObject() {}

  /// Reads a text to its end, or to what is not JSON in it.
  public static StrictObject read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      return read(json);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string", e);
    }
  }

  /// Reads what a new parser is made for. What that parser refuses is not JSON.
  ///
  /// @throws IOException if the parser's source cannot be read
  public static StrictObject read(JsonParser json) throws IOException {
    StrictObject object = new StrictObject();
    try {
      object.fault = object.readAll(json);
    } catch (JsonProcessingException e) {
      object.fault = Fault.NOT_JSON;
    }
    return object;
  }

  /// The reason why the text is not one object. Null when it is one, or [absent][#isAbsent()].
  public @Nullable Fault fault() {
    return fault;
  }

  /// Whether `null`, white space or nothing stands in the object's place. It then has no fields.
  public boolean isAbsent() {
    return isAbsent;
  }

  /// The first name that appears twice; null when none does. Names after the end of valid JSON are
  /// not seen.
  public @Nullable String repeated() {
    return repeated;
  }

  /// The names of the fields, in the order of the text. They end at the first one that appears
  /// twice.
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /// The value of a field among the [names][#names()]; null when it is `null` or absent.
  public @Nullable Value value(String name) {
    return values.get(name);
  }

  private @Nullable Fault readAll(JsonParser json) throws IOException {
    switch (json.nextToken()) {
      case null -> {
        isAbsent = true;
        return null;
      }
      case VALUE_NULL -> isAbsent = true;
      case START_OBJECT -> {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          readField(json);
        }
      }
      default -> {
        return Fault.NOT_AN_OBJECT;
      }
    }
    return json.nextToken() == null ? null : Fault.TRAILING_CONTENT;
  }

  private void readField(JsonParser json) throws IOException {
    String name = json.currentName();
    if (repeated == null && !names.add(name)) {
      repeated = name;
    }
    Value value = readValue(json);
    if (repeated == null && value != null) {
      values.put(name, value);
    }
  }

  private static @Nullable Value readValue(JsonParser json) throws IOException {
    return switch (json.nextToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> new Value.Text(json.getText());
      case VALUE_NUMBER_INT -> new Value.WholeNumber(json.getText());
      case START_ARRAY -> readList(json);
      default -> {
        json.skipChildren();
        yield new Value.Other();
      }
    };
  }

  private static Value readList(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean areTexts = true;
    for (JsonToken it = json.nextToken(); it != JsonToken.END_ARRAY; it = json.nextToken()) {
      if (it == JsonToken.VALUE_STRING) {
        texts.add(json.getText());
      } else {
        json.skipChildren();
        areTexts = false;
      }
    }
    return areTexts ? new Value.Texts(texts) : new Value.Other();
  }
}
