package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import org.jspecify.annotations.Nullable;

/** Keys and values of all layers, [B·K, slots, s] or [rows, K, s] each, growing with the tokens. */
final class KeyValueCache {

  private final int axis;
  private final @Nullable NDArray[] keys;
  private final @Nullable NDArray[] values;

  /**
   * @param axis of the tokens
   */
  KeyValueCache(int layers, int axis) {
    this.axis = axis;
    keys = new NDArray[layers];
    values = new NDArray[layers];
  }

  /** Puts new slots behind those that a layer has, and keeps them beyond the current scope. */
  void append(int layer, NDArray newKeys, NDArray newValues) {
    keys[layer] = joined(keys[layer], newKeys);
    values[layer] = joined(values[layer], newValues);
  }

  private NDArray joined(@Nullable NDArray old, NDArray added) {
    NDArray joined = added;
    if (old != null) {
      joined = old.concat(added, axis);
      old.close();
    }
    NDScope.unregister(joined);
    return joined;
  }

  NDArray keys(int layer) {
    return present(keys[layer]);
  }

  NDArray values(int layer) {
    return present(values[layer]);
  }

  private static NDArray present(@Nullable NDArray array) {
    if (array == null) {
      throw new IllegalStateException("The cache is filled before it is read");
    }
    return array;
  }
}
