package dev.millrace.trainer.example;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A row that may still get longer: the prompt of its first example, then response by response. */
final class OpenRow {

  private final CatalogueTrie trie;
  private final List<LearningExample> examples = new ArrayList<>();
  private final List<ResponsePlace> places = new ArrayList<>();
  private int items;
  private int[] tokens;
  private int length;

  /**
   * @param prompt of the first example
   * @param items how many of its history's latest items the prompt was made from
   */
  OpenRow(CatalogueTrie trie, TokenIds prompt, int items) {
    this.trie = trie;
    this.items = items;
    this.tokens = prompt.toArray();
    this.length = tokens.length;
  }

  /** How many items, titles or not, stand in the row. */
  int items() {
    return items;
  }

  int length() {
    return length;
  }

  /** Whether a prompt is what stands here already. */
  boolean isExactly(TokenIds prompt) {
    return prompt.size() == length && Arrays.equals(prompt.toArray(), 0, length, tokens, 0, length);
  }

  /** Appends the response to what stands here. */
  void add(LearningExample example) {
    TokenIds response = trie.path(trie.leafOf(example.target()));
    tokens = Arrays.copyOf(tokens, Math.max(tokens.length, (length + response.size()) * 3 / 2));
    int node = CatalogueTrie.ROOT;
    for (int i = 0; i < response.size(); i++) {
      int child = trie.child(node, response.get(i));
      places.add(new ResponsePlace(length - 1, node, child, examples.size()));
      tokens[length++] = response.get(i);
      node = child;
    }
    examples.add(example);
    items++;
  }

  /** Nothing is predicted behind the last token, so it is left out. */
  TrainingRow close() {
    return new TrainingRow(TokenIds.of(Arrays.copyOf(tokens, length - 1)), examples, places);
  }
}
