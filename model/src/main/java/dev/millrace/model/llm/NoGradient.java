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
