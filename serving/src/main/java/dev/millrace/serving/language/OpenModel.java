package dev.millrace.serving.language;

import dev.millrace.model.llm.Decoder;
import dev.millrace.model.tokenizer.JsonTokenizer;

/**
 * A model that has been read.
 *
 * @param decoder computes
 * @param tokenizer between titles and tokens
 * @param tokenizerSum which tokenizer, see {@link TokenizedCatalogue#sumOf}
 * @param closing frees the decoder
 */
record OpenModel(Decoder decoder, JsonTokenizer tokenizer, String tokenizerSum, Runnable closing)
    implements AutoCloseable {

  @Override
  public void close() {
    try {
      tokenizer.close();
    } finally {
      closing.run();
    }
  }
}
