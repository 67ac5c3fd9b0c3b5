package dev.millrace.model.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with marks in braces, cut into its parts. */
final class TemplateText {

  private static final Pattern MARK = Pattern.compile("\\{([a-zA-Z]+)}");

  /** A part of a template. */
  sealed interface Part {

    /** Text as it is. */
    record Literal(String text) implements Part {}

    /** What is filled in. */
    enum Mark implements Part {
      BEGIN,
      END,
      HISTORY,
      TITLE
    }
  }

  private TemplateText() {}

  /** The parts of a text, in order. */
  static List<Part> parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = MARK.matcher(text);
    int start = 0;
    while (matcher.find()) {
      addLiteral(parts, text.substring(start, matcher.start()));
      parts.add(markOf(matcher.group(1)));
      start = matcher.end();
    }
    addLiteral(parts, text.substring(start));
    return parts;
  }

  /**
   * @throws IllegalArgumentException if the mark is not in the text exactly once, or the text has a
   *     mark that belongs elsewhere
   */
  static void requireOnce(String name, String text, String what) {
    List<Part> parts = parse(text);
    Part.Mark mark = markOf(name);
    if (parts.stream().filter(mark::equals).count() != 1) {
      throw new IllegalArgumentException(
          "The %s must have {%s} once, found \"%s\"".formatted(what, name, text));
    }
    Part.Mark other = mark == Part.Mark.HISTORY ? Part.Mark.TITLE : Part.Mark.HISTORY;
    if (parts.contains(other)) {
      throw new IllegalArgumentException(
          "{%s} has no place in the %s, found \"%s\""
              .formatted(other.name().toLowerCase(Locale.ROOT), what, text));
    }
  }

  private static void addLiteral(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part.Literal(text));
    }
  }

  private static Part.Mark markOf(String name) {
    return switch (name) {
      case "begin" -> Part.Mark.BEGIN;
      case "end" -> Part.Mark.END;
      case "history" -> Part.Mark.HISTORY;
      case "title" -> Part.Mark.TITLE;
      default ->
          throw new IllegalArgumentException(
              "A template knows {begin}, {end}, {history} and {title}, found {" + name + "}");
    };
  }
}
