package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.pooling.Pool;
import dev.millrace.model.sequential.Layers.Dense;
import java.util.ArrayList;
import java.util.List;

/**
 * Caser, "Personalized Top-N Sequential Recommendation via Convolutional Sequence Embedding" (arXiv
 * 1809.07426). The latest L items are an image of L rows; missing ones are rows of 0. Horizontal
 * filters of each height h ≤ L slide over it, their largest value counts; vertical filters are
 * weighted sums of the rows; a fully connected layer with ReLU makes the state of both.
 *
 * <p>All places of a sequence are computed in one pass: neighbouring windows share what a
 * horizontal filter sees, and the maximum is taken over a sliding window. Deviations: no user
 * embedding, since users to come are unknown, and the next item is the only target.
 */
final class CaserEncoder implements SequenceEncoder {

  private static final Shape NO_PADDING = new Shape(0);
  private static final Shape ONE = new Shape(1);

  private final NetworkConfig.Caser config;
  private final List<Filters> horizontal = new ArrayList<>();
  private final Filters vertical;
  private final Dense output;

  /** Filters with their biases, [filters, channels, height] and [filters]. */
  private record Filters(NDArray weight, NDArray bias) {

    static Filters create(Weights weights, String name, long... shape) {
      return new Filters(
          weights.matrix(name + ".weight", shape), weights.constant(name + ".bias", shape[0], 0));
    }

    NDArray apply(NDArray input) {
      return Conv1d.conv1d(input, weight, bias).singletonOrThrow();
    }
  }

  CaserEncoder(NetworkConfig.Caser config, Weights weights) {
    this.config = config;
    for (int height = 1; height <= config.window(); height++) {
      String name = "horizontal." + height;
      horizontal.add(Filters.create(weights, name, config.horizontal(), config.width(), height));
    }
    this.vertical = Filters.create(weights, "vertical", config.vertical(), 1, config.window());
    long features =
        (long) config.window() * config.horizontal() + (long) config.vertical() * config.width();
    this.output = Dense.create(weights, "output", config.width(), features);
  }

  @Override
  public NDArray encode(NDArray embedded, boolean training) {
    NDArray image = padded(embedded).transpose(0, 2, 1); // [B, d, L − 1 + T]
    NDList features = new NDList();
    for (Filters filters : horizontal) {
      features.add(horizontal(filters, image));
    }
    features.add(vertical(image));
    NDArray joined = NDArrays.concat(features, 1).transpose(0, 2, 1);
    NDArray kept = Layers.dropout(joined, config.dropout(), training); // [B, T, features]
    return Activation.relu(output.apply(kept));
  }

  /** [B, T, d] with L − 1 rows of 0 before each sequence. */
  private NDArray padded(NDArray embedded) {
    if (config.window() == 1) {
      return embedded;
    }
    NDManager manager = embedded.getManager();
    Shape shape = embedded.getShape();
    return manager
        .zeros(new Shape(shape.get(0), config.window() - 1, shape.get(2)))
        .concat(embedded, 1);
  }

  /** Largest value of each filter in the window that ends at each place, [B, filters, T]. */
  private NDArray horizontal(Filters filters, NDArray image) {
    long height = filters.weight().getShape().get(2);
    NDArray found = Activation.relu(filters.apply(image)); // [B, filters, L + T − height]
    Shape window = new Shape(config.window() - height + 1);
    return Pool.maxPool1d(found, window, ONE, NO_PADDING, false);
  }

  /** Weighted sums over the window that ends at each place, [B, filters·d, T]. */
  private NDArray vertical(NDArray image) {
    long rows = image.getShape().get(0);
    NDArray columns = image.reshape(rows * config.width(), 1, -1);
    NDArray sums = vertical.apply(columns); // [B·d, filters, T]
    return sums.reshape(rows, (long) config.width() * config.vertical(), -1);
  }
}
