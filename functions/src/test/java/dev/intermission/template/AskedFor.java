package dev.intermission.template;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// An environment that remembers what it was asked for.
final class AskedFor extends AbstractMap<String, String> {
  private final Map<String, String> variables;
  private final Set<String> names = new HashSet<>();

  AskedFor(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  Set<String> names() {
    return Set.copyOf(names);
  }

  @Override
  public String get(Object name) {
    names.add((String) name);
    return variables.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    names.add((String) name);
    return variables.containsKey(name);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    throw new UnsupportedOperationException("A handler asks for what it needs by name");
  }
}
