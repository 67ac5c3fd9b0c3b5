package dev.millrace.trainer.process;

import dev.millrace.model.llm.Decoder;

/**
 * A model that only answers.
 *
 * @param decoder the model
 * @param closing frees it
 */
record JudgedModel(Decoder decoder, Runnable closing) implements AutoCloseable {

  @Override
  public void close() {
    closing.run();
  }
}
