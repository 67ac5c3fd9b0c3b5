package dev.millrace.model.llm;

import ai.djl.Device;

/**
 * Where and how precisely a decoder computes.
 *
 * @param device holds weights and does the work
 * @param precision of the weights and the residual stream
 * @param maximumPositions longest sequence that will be fed, in tokens; a shorter limit of the
 *     model's own wins
 */
public record DecoderOptions(Device device, Precision precision, int maximumPositions) {

  private static final int DEFAULT_POSITIONS = 4096;

  /** Refuses limits below 1. */
  public DecoderOptions {
    if (maximumPositions < 1) {
      throw new IllegalArgumentException(
          "maximumPositions is at least 1, but was " + maximumPositions);
    }
  }

  /** The first GPU in bfloat16 if there is one, else the CPU in float32. */
  public static DecoderOptions defaults() {
    Device device = TensorEngine.start().defaultDevice();
    return on(device);
  }

  /** The CPU in float32. */
  public static DecoderOptions cpu() {
    return on(Device.cpu());
  }

  /** A device with the precision that suits it. */
  public static DecoderOptions on(Device device) {
    Precision precision = device.isGpu() ? Precision.BFLOAT16 : Precision.FLOAT32;
    return new DecoderOptions(device, precision, DEFAULT_POSITIONS);
  }

  /** The same with another precision. */
  public DecoderOptions with(Precision other) {
    return new DecoderOptions(device, other, maximumPositions);
  }
}
