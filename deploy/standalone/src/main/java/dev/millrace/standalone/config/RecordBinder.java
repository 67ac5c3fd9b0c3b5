package dev.millrace.standalone.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds a tree of keys to a tree of records: a key a component, written in kebab case. It goes on
 * after a problem, so that all of them are known at the end; a record is only made when all its
 * components are sound, and what its constructor refuses is one problem more.
 */
final class RecordBinder {

  private final List<String> problems = new ArrayList<>();

  /**
   * @param tree the keys
   * @param type record class of the root
   * @throws InvalidConfigurationException with every problem of the tree
   */
  static <T extends Record> T bind(JsonNode tree, Class<T> type) {
    RecordBinder binder = new RecordBinder();
    Object bound = binder.read(tree, type, "");
    if (bound == null) {
      throw new InvalidConfigurationException(binder.problems);
    }
    return type.cast(bound);
  }

  private @Nullable Object read(JsonNode node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      return readGeneric(node, generic, path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return readRecord(node, plain, path);
    }
    if (!Scalars.knows(plain)) {
      throw new IllegalStateException("No configuration key can hold a " + plain + ": " + path);
    }
    try {
      return Scalars.read(node, plain);
    } catch (Scalars.NotAccepted e) {
      return problem(path, "expected " + e.getMessage() + ", found " + shown(node));
    }
  }

  private @Nullable Object readGeneric(JsonNode node, ParameterizedType type, String path) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      Object value = read(node, arguments[0], path);
      return value == null ? null : Optional.of(value);
    }
    if (type.getRawType() == Map.class) {
      return readMap(node, arguments[1], path);
    }
    List<Object> elements = readElements(node, arguments[0], path);
    if (elements == null) {
      return null;
    }
    return type.getRawType() == Set.class ? new LinkedHashSet<>(elements) : elements;
  }

  private @Nullable List<Object> readElements(JsonNode node, Type elementType, String path) {
    if (!node.isArray()) {
      problem(path, "expected a list, found " + shown(node));
      return null;
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      Object element = read(node.get(i), elementType, path + "[" + i + "]");
      if (element != null) {
        elements.add(element);
      }
    }
    return elements.size() == node.size() ? elements : null;
  }

  private @Nullable Object readMap(JsonNode node, Type valueType, String path) {
    if (!node.isObject()) {
      return problem(path, "expected keys with values, found " + shown(node));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry -> {
              Object value = read(entry.getValue(), valueType, join(path, entry.getKey()));
              if (value != null) {
                entries.put(entry.getKey(), value);
              }
            });
    return entries.size() == node.size() ? entries : null;
  }

  private @Nullable Object readRecord(JsonNode node, Class<?> type, String path) {
    if (!node.isObject()) {
      return problem(path, "expected keys with values, found " + shown(node));
    }
    int before = problems.size();
    RecordComponent[] components = type.getRecordComponents();
    reportUnknownKeys(node, names(components), path);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = readComponent(node, components[i], path);
    }
    return problems.size() == before ? construct(type, values, path) : null;
  }

  private @Nullable Object readComponent(JsonNode node, RecordComponent component, String path) {
    String key = KeyNames.of(component.getName());
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isNull()) {
      return read(value, component.getGenericType(), join(path, key));
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    return problem(join(path, key), "is missing");
  }

  private void reportUnknownKeys(JsonNode node, Collection<String> known, String path) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!known.contains(entry.getKey())) {
        String hint =
            KeyNames.nearest(entry.getKey(), known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("; known here: " + String.join(", ", known));
        problem(join(path, entry.getKey()), "unknown key" + hint);
      }
    }
  }

  private @Nullable Object construct(Class<?> type, Object[] values, String path) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable refusal = e.getCause();
      if (refusal instanceof IllegalArgumentException || refusal instanceof NullPointerException) {
        return problem(path, String.valueOf(refusal.getMessage()));
      }
      throw new IllegalStateException(type + " failed on its own values", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " must have a public canonical constructor", e);
    }
  }

  private @Nullable Object problem(String path, String what) {
    problems.add(path.isEmpty() ? what : path + ": " + what);
    return null;
  }

  private static Collection<String> names(RecordComponent[] components) {
    return Arrays.stream(components)
        .map(component -> KeyNames.of(component.getName()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String shown(JsonNode node) {
    return node.isTextual() ? "'" + node.textValue() + "'" : node.toString();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
