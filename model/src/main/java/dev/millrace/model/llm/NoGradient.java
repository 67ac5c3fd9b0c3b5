package dev.millrace.model.llm;

import ai.djl.pytorch.jni.JniUtils;

/**
 * While open, this thread records nothing for gradients, whatever the weights ask for. PyTorch
 * records in every new thread otherwise.
 */
public final class NoGradient implements AutoCloseable {

  private final boolean before;

  /** Stops the recording. */
  public NoGradient() {
    TensorEngine.start();
    before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
  }

  /**
   * Whether this thread records nothing now. Then what is not needed any more may be written over
   * and closed: memory that the system hands out anew, page by page, costs more than arithmetic.
   */
  static boolean isOn() {
    return !JniUtils.isGradMode();
  }

  /** Restores what was before. */
  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }

  /** Does nothing: the compiler wants a scope to be named in its block. */
  public void suppressNotUsedWarning() {
    // The scope's beginning and end are all that it does.
  }
}
