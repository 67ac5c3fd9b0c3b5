package dev.millrace.standalone.observability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What an expression in PromQL asks for: enough of the language to find the names in it, not to
 * evaluate it.
 *
 * @param text the expression
 * @param selectors series that it selects
 * @param labels by which it groups and joins
 */
record Expression(String text, List<Selector> selectors, Set<String> labels) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"[^\"]*\"|\\[[^]]*]|[a-zA-Z_:][\\w:]*|[\\d.]+\\w*|=~|!~|!=|[<>=]=|[-+*/%^<>={}(),]");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
  private static final Set<String> GROUPING =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /**
   * A series that is selected.
   *
   * @param metric its name
   * @param matchers what its labels must be
   */
  record Selector(String metric, List<Matcher> matchers) {}

  /**
   * A condition on a label.
   *
   * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
   */
  record Matcher(String label, String operator, String value) {

    /** Whether it asks for certain values, and not for those that somebody chooses on the page. */
    boolean isFixed() {
      return operator.startsWith("=") && !value.contains("$");
    }

    boolean accepts(String found) {
      return operator.equals("=") ? found.equals(value) : found.matches(value);
    }
  }

  static Expression parse(String text) {
    return new Reader(TOKEN.matcher(text).results().map(MatchResult::group).toList()).read(text);
  }

  private static final class Reader {
    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> labels = new HashSet<>();
    private int at;

    private Reader(List<String> tokens) {
      this.tokens = tokens;
    }

    private Expression read(String text) {
      while (at < tokens.size()) {
        String token = tokens.get(at++);
        if (GROUPING.contains(token)) {
          labels();
        } else if (isMetric(token)) {
          selectors.add(new Selector(token, next().equals("{") ? matchers() : List.of()));
        }
      }
      return new Expression(text, List.copyOf(selectors), Set.copyOf(labels));
    }

    /**
     * Functions are called, aggregations are called or grouped; what else has a name is a metric.
     */
    private boolean isMetric(String token) {
      return NAME.matcher(token).matches()
          && !WORDS.contains(token)
          && !next().equals("(")
          && !GROUPING.contains(next());
    }

    private String next() {
      return at < tokens.size() ? tokens.get(at) : "";
    }

    private void labels() {
      if (next().equals("(")) {
        for (at++; !next().equals(")"); at++) {
          if (!next().equals(",")) {
            labels.add(next());
          }
        }
        at++;
      }
    }

    private List<Matcher> matchers() {
      List<Matcher> matchers = new ArrayList<>();
      for (at++; !next().equals("}"); ) {
        if (next().equals(",")) {
          at++;
        } else {
          String quoted = tokens.get(at + 2);
          matchers.add(
              new Matcher(
                  tokens.get(at), tokens.get(at + 1), quoted.substring(1, quoted.length() - 1)));
          at += 3;
        }
      }
      at++;
      return matchers;
    }
  }
}
