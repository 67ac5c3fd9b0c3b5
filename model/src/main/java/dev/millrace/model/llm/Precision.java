package dev.millrace.model.llm;

/** Number format of a decoder's weights and residual stream. */
public enum Precision {
  /** IEEE single precision. */
  FLOAT32,
  /**
   * The upper half of it: for GPUs. Norms and softmax are single precision all the same. Logits of
   * a whole block of tokens are rounded to this format before they are widened, as the reference
   * implementation's are; those of single pairs are not.
   */
  BFLOAT16
}
