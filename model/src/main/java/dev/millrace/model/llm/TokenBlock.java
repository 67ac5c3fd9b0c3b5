package dev.millrace.model.llm;

/** The head's rows for some tokens, ready for use by any session of the model that made it. */
public interface TokenBlock extends AutoCloseable {

  /** Number of tokens. */
  int size();

  @Override
  void close();
}
