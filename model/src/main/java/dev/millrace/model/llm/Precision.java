package dev.millrace.model.llm;

/** Number format of a decoder's weights and residual stream. */
public enum Precision {
  /** IEEE single precision. */
  FLOAT32,
  /**
   * The upper half of it: for GPUs. Norms, softmax and logits are single precision all the same.
   */
  BFLOAT16
}
