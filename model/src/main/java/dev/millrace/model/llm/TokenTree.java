package dev.millrace.model.llm;

import java.util.Arrays;

/** Which token follows which: nodes numbered in the order of appending, the prompts first. */
final class TokenTree {

  private static final int NO_PARENT = -1;

  private final int prompts;
  private int[] parents;
  private int[] promptOf;
  private int[] positions;
  private int size;

  /**
   * @param promptLengths tokens of each prompt, at least 1
   */
  TokenTree(int[] promptLengths) {
    prompts = promptLengths.length;
    size = prompts;
    parents = new int[prompts];
    Arrays.fill(parents, NO_PARENT);
    promptOf = new int[prompts];
    positions = new int[prompts];
    for (int prompt = 0; prompt < prompts; prompt++) {
      promptOf[prompt] = prompt;
      positions[prompt] = promptLengths[prompt] - 1;
    }
  }

  /** Number of nodes, the prompts' last tokens included. */
  int size() {
    return size;
  }

  /** Number of prompts. */
  int prompts() {
    return prompts;
  }

  /** Tokens of a prompt. */
  int promptLength(int prompt) {
    return positions[prompt] + 1;
  }

  /**
   * Adds a node after each parent; nothing is added if one is refused.
   *
   * @return the first of the new nodes
   */
  int append(int[] newParents) {
    int first = size;
    for (int i = 0; i < newParents.length; i++) {
      if (newParents[i] < 0 || newParents[i] >= first + i) {
        throw new IllegalArgumentException(
            "Token %d becomes node %d and follows a node before it, but its parent was %d"
                .formatted(i, first + i, newParents[i]));
      }
    }
    reserve(first + newParents.length);
    for (int parent : newParents) {
      parents[size] = parent;
      promptOf[size] = promptOf[parent];
      positions[size] = positions[parent] + 1;
      size++;
    }
    return first;
  }

  /** Takes back the nodes from one on. */
  void truncate(int first) {
    size = first;
  }

  private void reserve(int capacity) {
    if (capacity > parents.length) {
      int grown = Math.max(capacity, 2 * parents.length);
      parents = Arrays.copyOf(parents, grown);
      promptOf = Arrays.copyOf(promptOf, grown);
      positions = Arrays.copyOf(positions, grown);
    }
  }

  int prompt(int node) {
    return promptOf[node];
  }

  /** The node's place in its sequence, counted from the prompt's first token. */
  int position(int node) {
    return positions[node];
  }

  /** The node before, or a negative number at a prompt. */
  int parent(int node) {
    return parents[node];
  }

  boolean isPrompt(int node) {
    return node < prompts;
  }
}
