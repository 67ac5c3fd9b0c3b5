package dev.millrace.model.llm;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;

/**
 * Where and how precisely a decoder computes.
 *
 * @param device holds weights and does the work
 * @param type of the weights and the residual stream: FLOAT32 or BFLOAT16; norms and softmax are
 *     computed in float32 in any case
 * @param maximumPositions longest sequence that will be fed, in tokens; a shorter limit of the
 *     model's own wins
 */
public record DecoderOptions(Device device, DataType type, int maximumPositions) {

  private static final int DEFAULT_POSITIONS = 4096;

  /** Refuses other types and limits below 1. */
  public DecoderOptions {
    if (type != DataType.FLOAT32 && type != DataType.BFLOAT16) {
      throw new IllegalArgumentException("A decoder is FLOAT32 or BFLOAT16, but was " + type);
    }
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

  /** A device with the type that suits it. */
  public static DecoderOptions on(Device device) {
    DataType type = device.isGpu() ? DataType.BFLOAT16 : DataType.FLOAT32;
    return new DecoderOptions(device, type, DEFAULT_POSITIONS);
  }

  /** The same with another type. */
  public DecoderOptions withType(DataType other) {
    return new DecoderOptions(device, other, maximumPositions);
  }
}
