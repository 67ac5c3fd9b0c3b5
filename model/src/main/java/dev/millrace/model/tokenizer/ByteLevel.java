package dev.millrace.model.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The byte-level alphabet and the splitting of GPT-2: every byte is one printable character, and
 * merges never cross the border of a word.
 */
final class ByteLevel {

  /** Number of byte values. */
  static final int BYTES = 256;

  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final String[] CHARACTERS = characters();

  private ByteLevel() {}

  /** The character that stands for a byte. */
  static String characterOf(int unsignedByte) {
    return CHARACTERS[unsignedByte];
  }

  /** The words of a text; together they are the text. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static String[] characters() {
    String[] characters = new String[BYTES];
    int next = BYTES;
    for (int value = 0; value < BYTES; value++) {
      characters[value] = Character.toString(isPrintable(value) ? value : next++);
    }
    return characters;
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }
}
