package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Positions in plain arrays.
 *
 * @param logits of the final layer and of the intermediate ones behind it, [layers][P][width]
 */
@SuppressWarnings("ArrayRecordComponent") // only read
record Sample(float[][][] logits, int[] targets, boolean[] ends, float[][] rewards, int columns) {

  /** What an evaluation gives: gradients have the shape of the logits. */
  @SuppressWarnings("ArrayRecordComponent") // only read
  record Result(LossTerms terms, double total, float[][][] gradients) {}

  /** Random positions, the last of which ends a title. */
  static Sample random(int seed, int layers, int... widths) {
    Random random = new Random(seed);
    float[][][] logits = new float[layers][widths.length][];
    float[][] rewards = new float[widths.length][];
    int[] targets = new int[widths.length];
    boolean[] ends = new boolean[widths.length];
    for (int position = 0; position < widths.length; position++) {
      int width = widths[position];
      targets[position] = random.nextInt(width);
      ends[position] = position == widths.length - 1;
      rewards[position] = rewards(random, width);
      for (float[][] layer : logits) {
        layer[position] = new float[width];
        for (int column = 0; column < width; column++) {
          layer[position][column] = (float) (2 * random.nextGaussian());
        }
      }
    }
    return new Sample(logits, targets, ends, rewards, Arrays.stream(widths).max().orElseThrow());
  }

  private static float[] rewards(Random random, int width) {
    double[] masses = random.doubles(width).map(value -> value * value).toArray();
    double sum = Arrays.stream(masses).sum();
    float[] rewards = new float[width];
    for (int column = 0; column < width; column++) {
      rewards[column] = (float) (masses[column] / sum);
    }
    return rewards;
  }

  /** The same with a logit changed. */
  Sample with(int layer, int position, int column, float value) {
    float[][][] copy =
        Arrays.stream(logits)
            .map(rows -> Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new))
            .toArray(float[][][]::new);
    copy[layer][position][column] = value;
    return new Sample(copy, targets, ends, rewards, columns);
  }

  /** The same with a number added to all logits of a position and layer. */
  Sample shifted(int layer, int position, float shift) {
    Sample shifted = this;
    for (int column = 0; column < logits[layer][position].length; column++) {
      float value = logits[layer][position][column] + shift;
      shifted = shifted.with(layer, position, column, value);
    }
    return shifted;
  }

  /** The same in a wider block. */
  Sample padded(int more) {
    return new Sample(logits, targets, ends, rewards, columns + more);
  }

  /** Some of the positions. */
  Sample slice(int from, int to) {
    return new Sample(
        Arrays.stream(logits)
            .map(rows -> Arrays.copyOfRange(rows, from, to))
            .toArray(float[][][]::new),
        Arrays.copyOfRange(targets, from, to),
        Arrays.copyOfRange(ends, from, to),
        Arrays.copyOfRange(rewards, from, to),
        columns);
  }

  int positions() {
    return targets.length;
  }

  CountedPositions counted() {
    long notEnds = IntStream.range(0, ends.length).filter(position -> !ends[position]).count();
    return new CountedPositions(positions(), notEnds);
  }

  BlockTargets blockTargets() {
    int[] widths = Arrays.stream(logits[0]).mapToInt(row -> row.length).toArray();
    return new BlockTargets(columns, targets, widths, ends, rewards);
  }

  LogitBlock block(NDManager manager) {
    List<NDArray> arrays = Arrays.stream(logits).map(rows -> array(manager, rows)).toList();
    return new LogitBlock(arrays.get(0), arrays.subList(1, arrays.size()), blockTargets());
  }

  /** Columns that fill up hold a number that must not matter. */
  private NDArray array(NDManager manager, float[][] rows) {
    float[] values = new float[rows.length * columns];
    Arrays.fill(values, 7.5f);
    for (int position = 0; position < rows.length; position++) {
      System.arraycopy(rows[position], 0, values, position * columns, rows[position].length);
    }
    return Tensors.floats(manager, values, new Shape(rows.length, columns));
  }

  Result evaluate(ObjectiveConfig config, double temperature) {
    return evaluate(config, temperature, counted());
  }

  Result evaluate(ObjectiveConfig config, double temperature, CountedPositions whole) {
    try (NDManager manager = TensorEngine.start().newBaseManager();
        GradientCollector collector = TensorEngine.start().newGradientCollector()) {
      LogitBlock block = block(manager);
      List<NDArray> leaves = new ArrayList<>(block.intermediate());
      leaves.add(0, block.last());
      leaves.forEach(leaf -> leaf.setRequiresGradient(true));
      BlockLoss loss = new Objective(config).evaluate(manager, block, temperature, whole);
      collector.backward(loss.total());
      return new Result(
          LossTerms.of(loss.terms()),
          loss.total().getFloat(),
          leaves.stream().map(leaf -> rows(leaf.getGradient())).toArray(float[][][]::new));
    }
  }

  boolean[][] negatives(SelfHardNegatives config) {
    float[][] members = select(config, HardNegatives::members);
    boolean[][] negatives = new boolean[positions()][columns];
    for (int position = 0; position < positions(); position++) {
      for (int column = 0; column < columns; column++) {
        negatives[position][column] = members[position][column] == 1;
      }
    }
    return negatives;
  }

  /** q, which sums to one. */
  double[][] softLabels(SelfHardNegatives config) {
    try (NDManager manager = TensorEngine.start().newBaseManager()) {
      NDArray rewards = new BlockArrays(manager, blockTargets()).rewards();
      return Arrays.stream(select(config, negatives -> negatives.softLabels(rewards)))
          .map(Sample::normalised)
          .toArray(double[][]::new);
    }
  }

  private static double[] normalised(float[] masses) {
    double sum = 0;
    for (float mass : masses) {
      sum += mass;
    }
    double[] shares = new double[masses.length];
    for (int column = 0; column < shares.length; column++) {
      shares[column] = masses[column] / sum;
    }
    return shares;
  }

  private float[][] select(SelfHardNegatives config, Function<HardNegatives, NDArray> view) {
    try (NDManager manager = TensorEngine.start().newBaseManager()) {
      BlockArrays arrays = new BlockArrays(manager, blockTargets());
      HardNegatives negatives = new SelfHardLoss(config, arrays, block(manager)).negatives();
      return rows(view.apply(negatives));
    }
  }

  private float[][] rows(NDArray array) {
    float[] flat = array.toFloatArray();
    return IntStream.range(0, positions())
        .mapToObj(row -> Arrays.copyOfRange(flat, row * columns, (row + 1) * columns))
        .toArray(float[][]::new);
  }
}
