package dev.millrace.model.llm;

/**
 * A batch of prompts, each with a growing tree of continuation tokens over its cached keys and
 * values. A node is one token after its ancestors; nodes are numbered in the order of appending,
 * the prompts' last tokens first. A session belongs to one thread.
 */
public interface PromptSession extends AutoCloseable {

  /**
   * Feeds tokens, all in one forward pass. A chain is appended at once by naming as a parent a node
   * that this very call makes.
   *
   * @param parents for each token the node that it follows, smaller than the token's own node
   * @param tokens token ids
   * @return the node of tokens[0]; tokens[i] is node first + i
   * @throws IllegalArgumentException if the lengths differ, a parent does not come before its
   *     token, or a token is outside the vocabulary
   */
  int append(int[] parents, int[] tokens);

  /**
   * Logits of what may follow each node, for its own choice of tokens.
   *
   * @param nodes those of the latest {@link #append} that no other of them follows, or the prompts
   *     before the first
   * @param tokens for each node the token ids that are wanted
   * @return for each node the logits in the order of its tokens
   */
  float[][] logits(int[] nodes, int[][] tokens);

  /**
   * Logits of what may follow each node, the same tokens for all.
   *
   * @param nodes those of the latest {@link #append} that no other of them follows, or the prompts
   *     before the first
   * @return [nodes][block size]
   */
  float[][] logits(int[] nodes, TokenBlock tokens);

  @Override
  void close();
}
