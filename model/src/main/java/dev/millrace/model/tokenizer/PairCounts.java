package dev.millrace.model.tokenizer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How often pairs of neighbouring symbols occur, and in which words. */
final class PairCounts {

  /**
   * A pair and how often it was seen when this was written down.
   *
   * @param pair see {@link #pair}
   * @param count occurrences
   */
  record Candidate(long pair, long count) implements Comparable<Candidate> {

    /** The most frequent first, equal counts by the ids of the symbols. */
    @Override
    public int compareTo(Candidate other) {
      int byCount = Long.compare(other.count, count);
      return byCount != 0 ? byCount : Long.compare(pair, other.pair);
    }
  }

  /**
   * Bits of an id in a pair. Were it 32, the hash of a pair would be left ^ right, and most pairs
   * would share theirs with others.
   */
  private static final int ID_BITS = 22;

  private static final int ID_MASK = (1 << ID_BITS) - 1;

  private final Map<Long, Long> counts = new HashMap<>();
  private final Map<Long, Set<Integer>> places = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

  /** Pairs that were added to since the last {@link #best}. */
  private final Set<Long> added = new HashSet<>();

  static long pair(int left, int right) {
    return ((long) left << ID_BITS) | right;
  }

  static int left(long pair) {
    return (int) (pair >>> ID_BITS);
  }

  static int right(long pair) {
    return (int) pair & ID_MASK;
  }

  /** Adds the pairs of a word; a negative number of times takes them away. */
  void count(int word, int[] symbols, long times) {
    for (int i = 1; i < symbols.length; i++) {
      long pair = pair(symbols[i - 1], symbols[i]);
      counts.merge(pair, times, Long::sum);
      if (times > 0) {
        places.computeIfAbsent(pair, key -> new HashSet<>()).add(word);
        added.add(pair);
      }
    }
  }

  /** The most frequent pair, or null when none was seen so often. */
  @Nullable Candidate best(long minimumCount) {
    added.forEach(pair -> queue.add(new Candidate(pair, counts.getOrDefault(pair, 0L))));
    added.clear();
    while (!queue.isEmpty()) {
      Candidate candidate = queue.remove();
      long count = counts.getOrDefault(candidate.pair(), 0L);
      if (count == candidate.count() && count >= minimumCount) {
        return candidate;
      }
      requeue(candidate, count);
    }
    return null;
  }

  /** The words that held the pair when they were counted; the pair is forgotten. */
  Set<Integer> takePlaces(long pair) {
    Set<Integer> words = places.remove(pair);
    return words == null ? Set.of() : words;
  }

  /** A count that fell since it was written down goes back with what it is now. */
  private void requeue(Candidate candidate, long count) {
    if (count > 0 && count < candidate.count()) {
      queue.add(new Candidate(candidate.pair(), count));
    }
  }
}
