package dev.millrace.standalone.bench.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys and values of every row and layer, [N, K·S·s] laid out as [N, K, S, s], with each row's own
 * copy of its prompt.
 */
final class PlainCache implements AutoCloseable {

  private final NDManager manager;
  private final List<NDArray> keys = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();

  /** 0 where a slot holds a token of the row, very low where it holds padding; [N, S]. */
  private NDArray mask;

  /**
   * @param manager is the cache's own
   * @param mask of the first slots
   */
  PlainCache(NDManager manager, NDArray mask) {
    this.manager = manager;
    this.mask = mask;
  }

  NDManager manager() {
    return manager;
  }

  NDArray mask() {
    return mask;
  }

  /** Adds slots to a layer and gives all of them, [N, K, S, s]. */
  NDArray appendKeys(int layer, NDArray added) {
    return append(keys, layer, added);
  }

  /** Adds slots to a layer and gives all of them, [N, K, S, s]. */
  NDArray appendValues(int layer, NDArray added) {
    return append(values, layer, added);
  }

  /** Adds one slot to the mask of every row. */
  void appendMask(NDArray added) {
    mask = kept(mask, mask.concat(added, 1));
  }

  /** Makes the rows those of the given ones, in their order; a row may be taken often. */
  void select(int[] rows) {
    long[] ids = IntStream.of(rows).asLongStream().toArray();
    try (NDArray index = manager.create(ids)) {
      keys.replaceAll(array -> kept(array, pick(array, index)));
      values.replaceAll(array -> kept(array, pick(array, index)));
      mask = kept(mask, pick(mask, index));
    }
  }

  private static NDArray append(List<NDArray> layers, int layer, NDArray added) {
    if (layer == layers.size()) {
      layers.add(added);
      NDScope.unregister(added);
    } else {
      NDArray old = layers.get(layer);
      layers.set(layer, kept(old, old.concat(added, 2)));
    }
    return layers.get(layer);
  }

  private static NDArray pick(NDArray array, NDArray rows) {
    long[] shape = array.getShape().getShape();
    NDArray flat = array.reshape(shape[0], -1);
    NDArray picked = Embedding.embedding(rows, flat, SparseFormat.DENSE).singletonOrThrow();
    shape[0] = rows.size();
    return picked.reshape(shape);
  }

  private static NDArray kept(NDArray old, NDArray now) {
    NDScope.unregister(now);
    old.close();
    return now;
  }

  @Override
  public void close() {
    manager.close();
  }
}
