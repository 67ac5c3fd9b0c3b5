package dev.millrace.model.llm;

import ai.djl.engine.Engine;

/** Starts the tensor library without any traffic to the outside. */
public final class TensorEngine {

  private static final String NAME = "PyTorch";

  private TensorEngine() {}

  /** The PyTorch engine: it reports no usage and downloads nothing, unless properties say so. */
  public static Engine start() {
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.offline", "true");
    return Engine.getEngine(NAME);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
