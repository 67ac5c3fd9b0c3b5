package dev.millrace.model.llm;

import java.util.List;

/** What constrained decoding needs of a language model: logits of chosen tokens after a prompt. */
public interface PromptScorer {

  /**
   * Computes the keys and values of each prompt once, for all continuations of it.
   *
   * @param prompts token ids of each prompt, of any lengths from 1
   * @return a session whose nodes 0 to prompts.size() − 1 are the prompts' last tokens
   * @throws IllegalArgumentException if there is no prompt, or one is empty or too long
   */
  PromptSession open(List<int[]> prompts);

  /**
   * Prepares the head for tokens that are asked for again and again, such as the first tokens of
   * all items.
   *
   * @param tokens token ids, in the order in which logits are wanted
   */
  TokenBlock block(int[] tokens);
}
