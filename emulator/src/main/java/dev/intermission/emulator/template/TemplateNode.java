package dev.intermission.emulator.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value in the template together with its place, for messages. Functions are evaluated on the
/// way down, so that only what is read is evaluated.
///
/// @param value a map, a list or a text
/// @param place as in `Resources.AdsTable.Properties`
record TemplateNode(Object value, String place, Intrinsics intrinsics) {

  /// The field of that name; null if there is none.
  @Nullable TemplateNode get(String name) {
    return child(map().get(name), place + "." + name);
  }

  /// The field of that name, which must be there.
  TemplateNode need(String name) {
    TemplateNode child = get(name);
    if (child == null) {
      throw new TemplateException(place, name + " is missing");
    }
    return child;
  }

  Map<String, TemplateNode> members() {
    Map<String, TemplateNode> members = new LinkedHashMap<>();
    for (Object key : map().keySet()) {
      TemplateNode child = get(String.valueOf(key));
      if (child != null) {
        members.put(String.valueOf(key), child);
      }
    }
    return members;
  }

  /// The fields of the map of that name; none if it is not there.
  Map<String, TemplateNode> members(String name) {
    TemplateNode child = get(name);
    return child == null ? Map.of() : child.members();
  }

  /// The items of the list of that name; none if it is not there.
  List<TemplateNode> items(String name) {
    TemplateNode child = get(name);
    if (child == null) {
      return List.of();
    }
    if (!(child.value instanceof List<?> list)) {
      throw child.refuse("not a list");
    }
    List<TemplateNode> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      TemplateNode item = child(list.get(i), child.place + "[" + i + "]");
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  /// The text of that name; null if it is not there.
  @Nullable String textOf(String name) {
    TemplateNode child = get(name);
    return child == null ? null : child.text();
  }

  /// The whole number of that name, or another if it is not there.
  int numberOf(String name, int otherwise) {
    TemplateNode child = get(name);
    return child == null ? otherwise : child.number();
  }

  /// Whether the field of that name is `true`.
  boolean isTrue(String name) {
    TemplateNode child = get(name);
    return child != null && child.text().equalsIgnoreCase("true");
  }

  String text() {
    return Intrinsics.text(value, place);
  }

  int number() {
    return Intrinsics.number(text(), place);
  }

  TemplateException refuse(String problem) {
    return new TemplateException(place, problem);
  }

  private Map<?, ?> map() {
    if (!(value instanceof Map<?, ?> map)) {
      throw refuse("not a map");
    }
    return map;
  }

  private @Nullable TemplateNode child(@Nullable Object raw, String where) {
    boolean call = raw instanceof Map<?, ?> map && Intrinsics.functionIn(map, where) != null;
    Object evaluated = call ? intrinsics.evaluate(raw, where) : raw;
    return evaluated == null ? null : new TemplateNode(evaluated, where, intrinsics);
  }
}
