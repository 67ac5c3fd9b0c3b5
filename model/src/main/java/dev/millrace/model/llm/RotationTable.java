package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
   * @param options give the number of positions
   */
  RotationTable(NDManager manager, DecoderConfig config, DecoderOptions options, Cast cast) {
    this.positions = Math.min(config.maximumPositions(), options.maximumPositions());
    this.headSize = config.attention().headSize();
    float[] frequencies = config.rope().inverseFrequencies(headSize);
    Shape shape = new Shape(positions, headSize);
    float[] cosine = values(frequencies, Math::cos, Math::cos);
    float[] sine = values(frequencies, angle -> -Math.sin(angle), Math::sin);
    this.cosines = Tensors.floats(manager, cosine, shape, cast);
    this.sines = Tensors.floats(manager, sine, shape, cast);
  }

  private float[] values(
      float[] frequencies, DoubleUnaryOperator firstHalf, DoubleUnaryOperator secondHalf) {
    float[] values = new float[positions * headSize];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < headSize; i++) {
        float angle = position * frequencies[i % frequencies.length];
        DoubleUnaryOperator function = i < frequencies.length ? firstHalf : secondHalf;
        values[position * headSize + i] = (float) function.applyAsDouble(angle);
      }
    }
    return values;
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
