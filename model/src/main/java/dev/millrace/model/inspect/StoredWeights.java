package dev.millrace.model.inspect;

import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import dev.millrace.model.weights.WeightSource;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights of a directory as they are on disk.
 *
 * @param files names of the files that they are in
 * @param tensors how many there are
 * @param types tensors of each element type
 * @param bytes size of all data
 */
public record StoredWeights(
    List<String> files, int tensors, SortedMap<TensorType, Integer> types, long bytes) {

  /** Copies. */
  public StoredWeights {
    files = List.copyOf(files);
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
  }

  static StoredWeights of(WeightSource source) {
    Collection<TensorInfo> tensors = source.tensors().values();
    SortedMap<TensorType, Integer> types = new TreeMap<>();
    tensors.forEach(tensor -> types.merge(tensor.type(), 1, Integer::sum));
    return new StoredWeights(
        source.files().stream().map(Path::getFileName).map(String::valueOf).toList(),
        tensors.size(),
        types,
        tensors.stream().mapToLong(TensorInfo::byteSize).sum());
  }
}
