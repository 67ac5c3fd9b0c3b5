package dev.millrace.model.llm;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The nodes that a session was fed last, and which of them are ends: no other of them follows. Only
 * behind ends is it of interest what comes next, so only they go through the whole last layer.
 */
final class LatestNodes {

  private static final int INNER = -1;

  private final int first;
  private final int[] ends;

  /** Which end each node is, or {@link #INNER}. */
  private final int[] endOf;

  /**
   * @param first node
   * @param parents of each node; those before the first may be any
   */
  LatestNodes(int first, int[] parents) {
    this.first = first;
    this.endOf = new int[parents.length];
    IntStream.of(parents)
        .filter(parent -> parent >= first)
        .forEach(parent -> endOf[parent - first] = INNER);
    this.ends = IntStream.range(0, endOf.length).filter(i -> endOf[i] != INNER).toArray();
    for (int end = 0; end < ends.length; end++) {
      endOf[ends[end]] = end;
    }
  }

  /** A session's prompts, before it is fed anything. */
  static LatestNodes prompts(int count) {
    int[] parents = new int[count];
    Arrays.fill(parents, INNER);
    return new LatestNodes(0, parents);
  }

  /** Whether no node follows another. */
  boolean areAllEnds() {
    return ends.length == endOf.length;
  }

  /** The first node. */
  int first() {
    return first;
  }

  /** All of them, ascending. */
  int[] nodes() {
    return IntStream.range(first, first + endOf.length).toArray();
  }

  /** The ends, counted from the first node. */
  int[] ends() {
    return ends;
  }

  /**
   * For each node which end it is.
   *
   * @throws IllegalArgumentException if one is none
   */
  long[] indices(int[] nodes) {
    return IntStream.of(nodes).mapToLong(this::index).toArray();
  }

  private long index(int node) {
    if (node < first || node - first >= endOf.length) {
      throw new IllegalArgumentException(
          "Logits are of the latest nodes, %d to %d, but one was %d"
              .formatted(first, first + endOf.length - 1, node));
    }
    if (endOf[node - first] == INNER) {
      throw new IllegalArgumentException(
          "Logits are of nodes that no other of the latest follows, but one follows node " + node);
    }
    return endOf[node - first];
  }
}
