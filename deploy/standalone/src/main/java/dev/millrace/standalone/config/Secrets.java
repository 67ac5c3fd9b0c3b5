package dev.millrace.standalone.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Puts in values that the configuration only names, in the syntax of Kafka's configuration
 * providers: {@code ${env:NAME}}, {@code ${directory:FOLDER:FILE}} for a whole file and {@code
 * ${file:FILE.properties:KEY}} for one of its keys.
 */
final class Secrets {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|directory|file):[^}]*}");

  private static final Pattern LINE_BREAK = Pattern.compile("\\R\\z");

  private final ConfigTransformer transformer;
  private final List<String> problems = new ArrayList<>();

  private Secrets(Map<String, ConfigProvider> providers) {
    providers.values().forEach(provider -> provider.configure(Map.of()));
    this.transformer = new ConfigTransformer(providers);
  }

  /**
   * A copy of a tree with the values in it, which must not be printed.
   *
   * @throws InvalidConfigurationException with everything that is named and not there
   */
  static ObjectNode putInto(ObjectNode tree) {
    try (EnvVarConfigProvider environment = new EnvVarConfigProvider();
        DirectoryConfigProvider directory = new DirectoryConfigProvider();
        FileConfigProvider file = new FileConfigProvider()) {
      Secrets secrets =
          new Secrets(Map.of("env", environment, "directory", directory, "file", file));
      ObjectNode copy = tree.deepCopy();
      secrets.putInto(copy, "");
      if (!secrets.problems.isEmpty()) {
        throw new InvalidConfigurationException(secrets.problems);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void putInto(ObjectNode tree, String path) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String key = path + entry.getKey();
      if (entry.getValue() instanceof ObjectNode nested) {
        putInto(nested, key + ".");
      } else if (entry.getValue().isTextual()) {
        entry.setValue(new TextNode(resolved(entry.getValue().textValue(), key)));
      }
    }
  }

  private String resolved(String text, String key) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> Matcher.quoteReplacement(value(reference.group(), key)));
  }

  /** The value without the line break that editors and echo put behind it. */
  private String value(String reference, String key) {
    try {
      String value = transformer.transform(Map.of(key, reference)).data().get(key);
      if (value != null && !value.equals(reference)) {
        return LINE_BREAK.matcher(value).replaceFirst("");
      }
      problems.add(key + ": there is no " + reference);
    } catch (ConfigException e) {
      problems.add(key + ": " + reference + ": " + e.getMessage());
    }
    return reference;
  }
}
