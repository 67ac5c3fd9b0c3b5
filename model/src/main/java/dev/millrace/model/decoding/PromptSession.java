package dev.millrace.model.decoding;

import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;

/** Prompts that a model has read, and the rows that continue them. Belongs to one thread. */
public interface PromptSession extends AutoCloseable {

  /**
   * Logits of the token right behind each prompt. It may be called before the first {@link #advance}
   * and does not count as a step.
   *
   * @param wanted the tokens whose logits are wanted, ascending; calls for one catalogue pass the
   *     same object, so that an implementation can keep the rows of its head
   * @return one row a prompt, logits in the order of {@code wanted}
   */
  LogitRows promptLogits(TokenIds wanted);

  /**
   * Feeds tokens to rows, each of which continues a row of the step before (a prompt, in the first
   * step). Rows that no continuation names are over. A row may be continued several times.
   *
   * @param continuations the rows of this step, at least one
   * @return one row a continuation: the logits behind its last token, in the order of what it wants
   */
  LogitRows advance(List<Continuation> continuations);

  /** Frees the keys and values. */
  @Override
  void close();
}
