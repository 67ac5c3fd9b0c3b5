package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.function.DoubleUnaryOperator;

/** Cosines and sines of all positions, computed once. */
final class RotationTable {

  private final int positions;
  private final int headSize;
  private final NDArray cosines;
  private final NDArray sines;

  /**
   * @param manager owns the table
   * @param config gives frequencies and head size
   * @param options give the number of positions and the type
   */
  RotationTable(NDManager manager, DecoderConfig config, DecoderOptions options) {
    this.positions = Math.min(config.maximumPositions(), options.maximumPositions());
    this.headSize = config.attention().headSize();
    float[] frequencies = config.rope().inverseFrequencies(headSize);
    this.cosines = table(manager, frequencies, options.type(), Math::cos);
    this.sines = table(manager, frequencies, options.type(), Math::sin);
  }

  private NDArray table(
      NDManager manager,
      float[] frequencies,
      DataType type,
      DoubleUnaryOperator function) {
    float[] values = new float[positions * headSize];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < headSize; i++) {
        float angle = position * frequencies[i % frequencies.length];
        values[position * headSize + i] = (float) function.applyAsDouble(angle);
      }
    }
    return Tensors.floats(manager, values, new Shape(positions, headSize), type);
  }

  /** Longest sequence that can be fed. */
  int positions() {
    return positions;
  }

  /**
   * @param offsets position of each token, [R] as INT64
   */
  Rotation at(NDArray offsets) {
    return new Rotation(rows(offsets, cosines), rows(offsets, sines));
  }

  private static NDArray rows(NDArray offsets, NDArray table) {
    return Embedding.embedding(offsets, table, SparseFormat.DENSE).singletonOrThrow().expandDims(1);
  }
}
