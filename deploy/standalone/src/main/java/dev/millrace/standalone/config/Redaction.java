package dev.millrace.standalone.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Hides what must not be printed: values of keys that name a secret, all headers of HTTP requests,
 * and user names in URLs.
 */
final class Redaction {

  static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i).*(password|secret|token|jaas|credential|(^|[.-])key($|[.-])|user\\.info).*");
  private static final String HEADERS = "headers";
  private static final Pattern USER_OF_URL = Pattern.compile("://[^/@\\s]+@");

  private Redaction() {}

  /** A copy of the tree that can be shown. */
  static ObjectNode of(ObjectNode tree) {
    ObjectNode copy = tree.deepCopy();
    hide(copy);
    return copy;
  }

  /** Numbers of tokens are not secret: whoever reads a checkpoint needs them. */
  private static boolean isSecret(Map.Entry<String, JsonNode> entry) {
    boolean count = entry.getKey().endsWith("-tokens") && entry.getValue().isNumber();
    return !count && SECRET_KEY.matcher(entry.getKey()).matches();
  }

  private static void hideAll(ObjectNode headers) {
    headers.properties().forEach(header -> headers.put(header.getKey(), HIDDEN));
  }

  private static void hide(ObjectNode tree) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (entry.getValue() instanceof ObjectNode headers && entry.getKey().equals(HEADERS)) {
        hideAll(headers);
      } else if (entry.getValue() instanceof ObjectNode nested) {
        hide(nested);
      } else if (isSecret(entry)) {
        tree.put(entry.getKey(), HIDDEN);
      } else if (entry.getValue().isTextual()) {
        String shown =
            USER_OF_URL.matcher(entry.getValue().textValue()).replaceAll("://" + HIDDEN + "@");
        tree.put(entry.getKey(), shown);
      }
    }
  }
}
