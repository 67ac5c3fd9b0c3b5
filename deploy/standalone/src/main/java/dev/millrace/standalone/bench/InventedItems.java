package dev.millrace.standalone.bench;

import dev.millrace.avro.Item;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Items with titles of two to eight invented words, the frequent ones as frequent as in a language.
 */
final class InventedItems {

  private static final int WORDS = 60_000;

  private final Random random;
  private final List<String> words;

  InventedItems(long seed) {
    this.random = new Random(seed);
    this.words = Stream.generate(this::word).limit(WORDS).distinct().toList();
  }

  static String id(int item) {
    return "item-" + item;
  }

  /** An item with a new title; the same item may be asked for again. */
  Item next(int item) {
    return new Item(id(item), title(), List.of(), true);
  }

  String title() {
    return IntStream.rangeClosed(0, 1 + random.nextInt(7))
        .mapToObj(i -> words.get((int) Math.pow(words.size(), random.nextDouble())))
        .collect(Collectors.joining(" "));
  }

  private String word() {
    return random
        .ints(2 + random.nextInt(7), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
