package dev.millrace.model.lora;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which linear layers an adapter adds to. */
public sealed interface LoraTargets {

  /** Whether a layer, such as {@code model.layers.0.self_attn.q_proj}, is one of them. */
  boolean matches(String layer);

  /**
   * Layers by name or by the last parts of it, such as {@code q_proj}.
   *
   * @param names at least one
   */
  record Names(List<String> names) implements LoraTargets {

    /** Copies the list. */
    public Names {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("target_modules has at least one name");
      }
    }

    @Override
    public boolean matches(String layer) {
      return names.stream().anyMatch(name -> layer.equals(name) || layer.endsWith("." + name));
    }
  }

  /**
   * Layers whose whole name matches a regular expression.
   *
   * @param expression the expression; {@code all-linear} stands for every layer
   */
  record Matching(String expression) implements LoraTargets {

    /** What PEFT calls every linear layer but the head. */
    public static final String ALL = "all-linear";

    /** Refuses what is no regular expression. */
    public Matching {
      try {
        Pattern.compile(expression);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "target_modules is a list of names or a regular expression, but was " + expression, e);
      }
    }

    @Override
    public boolean matches(String layer) {
      return expression.equals(ALL) || Pattern.matches(expression, layer);
    }
  }
}
