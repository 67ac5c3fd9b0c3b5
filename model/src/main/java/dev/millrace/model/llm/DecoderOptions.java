package dev.millrace.model.llm;

import ai.djl.Device;

/**
 * Where and how precisely a decoder computes.
 *
 * @param device holds weights and does the work
 * @param precision of the weights and the residual stream
 * @param maximumPositions longest sequence that will be fed, in tokens; a shorter limit of the
 *     model's own wins
 * @param dropout share of the residual stream's additions that training leaves out, 0 to below 1;
 *     pretrained models of the family have none, small ones from scratch need it
 */
public record DecoderOptions(
    Device device, Precision precision, int maximumPositions, double dropout) {

  private static final int DEFAULT_POSITIONS = 4096;

  /** Refuses limits below 1 and dropout outside its range. */
  public DecoderOptions {
    if (maximumPositions < 1) {
      throw new IllegalArgumentException(
          "maximumPositions is at least 1, but was " + maximumPositions);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is from 0 to below 1, but was " + dropout);
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
    return new DecoderOptions(device, precision, DEFAULT_POSITIONS, 0);
  }

  /** The same with another precision. */
  public DecoderOptions with(Precision other) {
    return new DecoderOptions(device, other, maximumPositions, dropout);
  }

  /** The same with another dropout. */
  public DecoderOptions withDropout(double other) {
    return new DecoderOptions(device, precision, maximumPositions, other);
  }
}
