package dev.millrace.model.llm;

/**
 * Rotary position embedding: how fast each pair of a head's dimensions turns with the position.
 * Frequencies are rounded to single precision where the reference implementation rounds them.
 */
public sealed interface RotaryEmbedding {

  /** Base of the geometric series of frequencies. */
  double theta();

  /**
   * Angles in radians that one position adds, one for each of the headSize / 2 pairs.
   *
   * @param headSize dimensions of a head, even
   */
  float[] inverseFrequencies(int headSize);

  /** The series of the original paper. */
  record Plain(double theta) implements RotaryEmbedding {

    /** Refuses a base that gives no falling series. */
    public Plain {
      require(theta > 1, "rope_theta is above 1", theta);
    }

    @Override
    public float[] inverseFrequencies(int headSize) {
      float[] frequencies = new float[headSize / 2];
      for (int i = 0; i < frequencies.length; i++) {
        frequencies[i] = (float) (1 / Math.pow(theta, 2.0 * i / headSize));
      }
      return frequencies;
    }
  }

  /** Positions are divided by a factor. */
  record Linear(double theta, double factor) implements RotaryEmbedding {

    /** Refuses factors below 1. */
    public Linear {
      require(factor >= 1, "the factor of linear scaling is at least 1", factor);
    }

    @Override
    public float[] inverseFrequencies(int headSize) {
      float[] frequencies = new Plain(theta).inverseFrequencies(headSize);
      for (int i = 0; i < frequencies.length; i++) {
        frequencies[i] /= (float) factor;
      }
      return frequencies;
    }
  }

  /**
   * Llama 3.1's scaling: wavelengths beyond the original context are stretched by the factor, short
   * ones stay, those between are blended.
   *
   * @param theta base
   * @param factor stretch of the long wavelengths
   * @param lowFrequency original context / this: wavelengths above are stretched in full
   * @param highFrequency original context / this: wavelengths below are kept
   * @param originalPositions context that the model was first trained for
   */
  record Llama3(
      double theta,
      double factor,
      double lowFrequency,
      double highFrequency,
      int originalPositions)
      implements RotaryEmbedding {

    /** Refuses figures that give no blend. */
    public Llama3 {
      require(factor >= 1, "the factor of llama3 scaling is at least 1", factor);
      require(lowFrequency > 0, "low_freq_factor is above 0", lowFrequency);
      require(highFrequency > lowFrequency, "high_freq_factor is above the low one", highFrequency);
      require(
          originalPositions > 0, "original_max_position_embeddings is above 0", originalPositions);
    }

    @Override
    public float[] inverseFrequencies(int headSize) {
      float[] frequencies = new Plain(theta).inverseFrequencies(headSize);
      for (int i = 0; i < frequencies.length; i++) {
        frequencies[i] = (float) scaled(frequencies[i]);
      }
      return frequencies;
    }

    private double scaled(double frequency) {
      double turns = originalPositions * frequency / (2 * Math.PI);
      if (turns < lowFrequency) {
        return frequency / factor;
      }
      if (turns > highFrequency) {
        return frequency;
      }
      double kept = (turns - lowFrequency) / (highFrequency - lowFrequency);
      return (1 - kept) * frequency / factor + kept * frequency;
    }
  }

  private static void require(boolean holds, String rule, double found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but was " + found);
    }
  }
}
