package dev.millrace.model.llm;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import dev.millrace.model.internal.QuietDjl;

/** Starts the tensor library without any traffic to the outside. */
public final class TensorEngine {

  private static final String NAME = "PyTorch";

  private TensorEngine() {}

  /**
   * What computes here.
   *
   * @param name of the library
   * @param version of the library
   * @param gpus how many it can use
   * @param threads that share the work of an operation on the CPU
   */
  public record Facts(String name, String version, int gpus, int threads) {}

  /** Starts the engine and asks it. */
  public static Facts facts() {
    Engine engine = start();
    return new Facts(
        engine.getEngineName(),
        engine.getVersion(),
        engine.getGpuCount(),
        JniUtils.getNumThreads());
  }

  /** The PyTorch engine: it reports no usage and downloads nothing, unless properties say so. */
  public static Engine start() {
    QuietDjl.set();
    return Engine.getEngine(NAME);
  }

  /**
   * Starts the engine and says how many threads share the work of this thread's operations.
   *
   * @param threads 0 leaves the library its own choice
   */
  public static void useThreads(int threads) {
    start();
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
  }
}
