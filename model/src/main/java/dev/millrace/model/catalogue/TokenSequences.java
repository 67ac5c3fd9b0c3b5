package dev.millrace.model.catalogue;

import dev.millrace.model.tokenizer.TokenIds;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Items with their token sequences, all in one array: what a trie is built from. */
final class TokenSequences {

  private final int end;
  private final IntList tokens = new IntList();
  private final IntList starts = new IntList();
  private final IntList items = new IntList();

  /** By item: its sequence plus one, 0 for none. */
  private int[] latest = new int[16];

  /**
   * @param end the token that every sequence ends with, and that is nowhere else in it
   */
  TokenSequences(int end) {
    this.end = end;
  }

  /**
   * Adds the sequence of an item; one that it had before counts no more.
   *
   * @param item dense id
   * @throws IllegalArgumentException if the end is not the last token, or not the last only
   */
  void add(int item, TokenIds sequence) {
    if (sequence.size() == 0 || sequence.indexOf(end) != sequence.size() - 1) {
      throw new IllegalArgumentException(
          "The tokens of item %d must hold the end %d once, at the end; found %s"
              .formatted(item, end, sequence));
    }
    if (item >= latest.length) {
      latest = Arrays.copyOf(latest, Math.max(item + 1, latest.length + (latest.length >> 1)));
    }
    latest[item] = items.size() + 1;
    starts.add(tokens.size());
    items.add(item);
    for (int i = 0; i < sequence.size(); i++) {
      tokens.add(sequence.get(i));
    }
  }

  /** Takes back what was added for an item. */
  void forget(int item) {
    if (item < latest.length) {
      latest[item] = 0;
    }
  }

  /** Takes back everything, and frees its memory. */
  void clear() {
    tokens.free();
    starts.free();
    items.free();
    latest = new int[0];
  }

  /** The sequences that count. */
  IntStream sequences() {
    return IntStream.range(0, items.size())
        .filter(sequence -> latest[items.get(sequence)] == sequence + 1);
  }

  int item(int sequence) {
    return items.get(sequence);
  }

  int token(int sequence, int depth) {
    return tokens.get(starts.get(sequence) + depth);
  }

  boolean isEnd(int token) {
    return token == end;
  }
}
