package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.DecoderConfig;
import java.util.ArrayList;
import java.util.List;

/** The matrix products of one search, gathered pass by pass. */
final class DecoderProducts {

  private final DecoderConfig config;
  private final AttentionConfig attention;
  private final List<MatrixProduct> products = new ArrayList<>();

  DecoderProducts(DecoderConfig config) {
    this.config = config;
    this.attention = config.attention();
  }

  List<MatrixProduct> all() {
    return List.copyOf(products);
  }

  /**
   * A pass through all layers.
   *
   * @param tokens that are fed, without padding
   * @param users groups of tokens that share a prompt
   * @param queries slots of the fed tokens in each group
   * @param keys slots that they look at in each group
   */
  void pass(long tokens, long users, long queries, long keys) {
    for (int layer = 0; layer < config.layers(); layer++) {
      layer(tokens, users, queries, keys);
    }
  }

  private void layer(long tokens, long users, long queries, long keys) {
    long width = config.hiddenSize();
    long size = attention.headSize();
    linear(tokens, width, attention.queryWidth());
    linear(tokens, width, attention.keyWidth());
    linear(tokens, width, attention.keyWidth());
    long groups = users * attention.keyValueHeads();
    long rows = attention.groupSize() * queries;
    products.add(new MatrixProduct(groups, rows, size, keys));
    products.add(new MatrixProduct(groups, rows, keys, size));
    linear(tokens, attention.queryWidth(), width);
    linear(tokens, width, config.intermediateSize());
    linear(tokens, width, config.intermediateSize());
    linear(tokens, config.intermediateSize(), width);
  }

  /** Logits of the same tokens for all rows. */
  void head(long rows, long tokens) {
    linear(rows, config.hiddenSize(), tokens);
  }

  /** Single logits. */
  void dots(long count) {
    linear(count, config.hiddenSize(), 1);
  }

  private void linear(long rows, long in, long out) {
    products.add(MatrixProduct.linear(rows, in, out));
  }
}
