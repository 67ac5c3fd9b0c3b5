package dev.millrace.model.tokenizer;

import dev.millrace.model.tokenizer.BytePairVocabulary.Merge;
import dev.millrace.model.tokenizer.PairCounts.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Learns a byte-level byte-pair encoding: again and again the most frequent pair of neighbours
 * inside words becomes one token. The same texts give the same vocabulary, in whatever order.
 *
 * <p>Sennrich, Haddow, Birch: Neural Machine Translation of Rare Words with Subword Units (2016).
 */
public final class BytePairTrainer {

  private final BytePairOptions options;
  private final List<String> tokens = new ArrayList<>(BytePairVocabulary.SPECIAL);
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Merge> merges = new ArrayList<>();
  private final PairCounts pairs = new PairCounts();
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> wordCounts = new ArrayList<>();

  private BytePairTrainer(BytePairOptions options) {
    this.options = options;
  }

  /** Learns from texts; special tokens come first, then the bytes, then what was merged. */
  public static BytePairVocabulary train(Iterable<String> texts, BytePairOptions options) {
    return train(texts, options, size -> {});
  }

  /**
   * As the other, and tells how far it is.
   *
   * @param listener is told the size of the vocabulary after each merge
   */
  public static BytePairVocabulary train(
      Iterable<String> texts, BytePairOptions options, IntConsumer listener) {
    BytePairTrainer trainer = new BytePairTrainer(options);
    trainer.addBytes();
    trainer.countWords(texts);
    trainer.mergeAll(listener);
    return new BytePairVocabulary(trainer.tokens, trainer.merges);
  }

  private void addBytes() {
    for (int value = 0; value < ByteLevel.BYTES; value++) {
      idOf(ByteLevel.characterOf(value));
    }
  }

  private void countWords(Iterable<String> texts) {
    Map<String, Long> counts = new TreeMap<>();
    for (String text : texts) {
      for (String word : ByteLevel.words(text)) {
        counts.merge(word, 1L, Long::sum);
      }
    }
    counts.forEach(this::addWord);
  }

  private void addWord(String word, long count) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      symbols[i] = BytePairVocabulary.SPECIAL.size() + Byte.toUnsignedInt(bytes[i]);
    }
    pairs.count(words.size(), symbols, count);
    words.add(symbols);
    wordCounts.add(count);
  }

  private void mergeAll(IntConsumer listener) {
    Candidate best = pairs.best(options.minimumCount());
    while (best != null && tokens.size() < options.vocabularySize()) {
      merge(best.pair());
      listener.accept(tokens.size());
      best = pairs.best(options.minimumCount());
    }
  }

  private void merge(long pair) {
    String left = tokens.get(PairCounts.left(pair));
    String right = tokens.get(PairCounts.right(pair));
    int merged = idOf(left + right);
    merges.add(new Merge(left, right));
    for (int word : pairs.takePlaces(pair)) {
      int[] before = words.get(word);
      int[] after = merged(before, pair, merged);
      pairs.count(word, before, -wordCounts.get(word));
      pairs.count(word, after, wordCounts.get(word));
      words.set(word, after);
    }
  }

  private static int[] merged(int[] symbols, long pair, int merged) {
    int[] result = new int[symbols.length];
    int size = 0;
    for (int i = 0; i < symbols.length; i++) {
      boolean isPair =
          i + 1 < symbols.length && PairCounts.pair(symbols[i], symbols[i + 1]) == pair;
      result[size++] = isPair ? merged : symbols[i];
      i += isPair ? 1 : 0;
    }
    return Arrays.copyOf(result, size);
  }

  private int idOf(String token) {
    Integer known = ids.putIfAbsent(token, tokens.size());
    if (known != null) {
      return known;
    }
    tokens.add(token);
    return tokens.size() - 1;
  }
}
