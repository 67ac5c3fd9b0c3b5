package dev.millrace.model.llm;

import org.jspecify.annotations.Nullable;

/**
 * What a processor does otherwise than the tensor library's own operations, in float32 and without
 * gradients.
 *
 * @param products with weights
 * @param ragged attention prompt by prompt; null on other devices and in other precisions
 */
record ProcessorFunctions(MatrixProducts products, @Nullable RaggedAttention ragged)
    implements AutoCloseable {

  /** Those for a decoder. */
  static ProcessorFunctions of(DecoderOptions options, Cast cast) {
    return options.device().isGpu() || !cast.isIdentity()
        ? new ProcessorFunctions(MatrixProducts.standard(), null)
        : new ProcessorFunctions(
            MatrixProducts.of(options.device()), new RaggedAttention(options.device()));
  }

  @Override
  public void close() {
    products.close();
    if (ragged != null) {
      ragged.close();
    }
  }
}
