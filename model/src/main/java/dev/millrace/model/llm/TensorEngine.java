package dev.millrace.model.llm;

import ai.djl.engine.Engine;
import dev.millrace.model.internal.QuietDjl;

/** Starts the tensor library without any traffic to the outside. */
public final class TensorEngine {

  private static final String NAME = "PyTorch";

  private TensorEngine() {}

  /** The PyTorch engine: it reports no usage and downloads nothing, unless properties say so. */
  public static Engine start() {
    QuietDjl.set();
    return Engine.getEngine(NAME);
  }
}
