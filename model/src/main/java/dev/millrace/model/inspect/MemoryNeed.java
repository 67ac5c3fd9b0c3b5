package dev.millrace.model.inspect;

import dev.millrace.model.llm.DecoderConfig;

/**
 * Bytes that a decoder takes.
 *
 * @param weightsFloat32 its weights in float32
 * @param weightsBfloat16 its weights in bfloat16
 * @param tokenFloat32 keys and values of one token in all layers, in float32
 * @param tokenBfloat16 keys and values of one token in all layers, in bfloat16
 */
public record MemoryNeed(
    long weightsFloat32, long weightsBfloat16, long tokenFloat32, long tokenBfloat16) {

  private static final int FLOAT32 = 4;
  private static final int BFLOAT16 = 2;

  static MemoryNeed of(DecoderConfig config) {
    long keysAndValues = 2L * config.layers() * config.attention().keyWidth();
    return new MemoryNeed(
        FLOAT32 * config.parameters(),
        BFLOAT16 * config.parameters(),
        FLOAT32 * keysAndValues,
        BFLOAT16 * keysAndValues);
  }
}
