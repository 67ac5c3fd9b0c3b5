package dev.millrace.model.tokenizer;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Invented titles: a few words from a small vocabulary, frequent ones more often. */
public final class Titles {

  private static final List<String> SYLLABLES =
      List.of("ma", "ri", "lo", "ven", "ta", "shi", "ko", "del", "ur", "na", "the", "ing");

  private Titles() {}

  /** Titles that depend on nothing but the seed; some are equal. */
  public static List<String> random(long seed, int count) {
    Random random = new Random(seed);
    List<String> words = Stream.generate(() -> word(random)).limit(300).toList();
    return Stream.generate(() -> title(words, random)).limit(count).toList();
  }

  private static String title(List<String> words, Random random) {
    return IntStream.rangeClosed(0, random.nextInt(5))
        .mapToObj(i -> words.get((int) (words.size() * Math.pow(random.nextDouble(), 2))))
        .collect(Collectors.joining(" "));
  }

  private static String word(Random random) {
    String word =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(i -> SYLLABLES.get(random.nextInt(SYLLABLES.size())))
            .collect(Collectors.joining());
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
